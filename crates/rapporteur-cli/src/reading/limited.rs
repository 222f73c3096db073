//! A buffered reader that stops after so many bytes, for lines that may have no end.

use std::io::{BufRead, Read, Result};

/// Lends out a reader for at most so many bytes.
pub(super) struct Limited<'a, R> {
    inner: &'a mut R,
    left: usize,
}

impl<'a, R: BufRead> Limited<'a, R> {
    pub(super) fn new(inner: &'a mut R, limit: usize) -> Self {
        Self { inner, left: limit }
    }

    /// Has it lent all it may?
    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}

impl<R: BufRead> Read for Limited<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let length = buffer.len().min(self.left);
        let read = self.inner.read(&mut buffer[..length])?;
        self.left -= read;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Limited<'_, R> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.left == 0 {
            return Ok(&[]);
        }
        let buffer = self.inner.fill_buf()?;
        Ok(&buffer[..buffer.len().min(self.left)])
    }

    fn consume(&mut self, amount: usize) {
        self.left -= amount;
        self.inner.consume(amount);
    }
}

/// Passes over the rest of a line without keeping it; false at the end of the stream.
pub(super) fn skip_line(stream: &mut impl BufRead) -> Result<bool> {
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(false);
        }
        match buffer.iter().position(|&byte| byte == b'\n') {
            Some(at) => {
                stream.consume(at + 1);
                return Ok(true);
            }
            None => {
                let length = buffer.len();
                stream.consume(length);
            }
        }
    }
}
