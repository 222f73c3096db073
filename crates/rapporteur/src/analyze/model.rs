//! The file of a trained model: a header that says what it is and what it was made from, then named tensors.
//!
//! ```text
//! "RAPPMODL"  u32 length of the header (little endian)  header: JSON  tensors, each on a boundary of 64 bytes
//! ```
//!
//! Nothing here knows what a model is for. A wrong, damaged or foreign model is refused with a reason.

use serde_json::{Value, json};

/// First bytes of every model file.
const MAGIC: &[u8; 8] = b"RAPPMODL";

/// Number of this layout.
const FORMAT: u64 = 1;

/// Tensors begin on a boundary of so many bytes, for vector loads.
const ALIGNMENT: usize = 64;

/// A model file, read and checked; its tensors are borrowed.
#[derive(Debug)]
pub struct Model<'a> {
    name: String,
    header: Value,
    body: &'a [u8],
}

/// A model cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("model `{model}`: {problem}")]
pub struct ModelError {
    model: String,
    problem: String,
}

impl<'a> Model<'a> {
    /// Reads and checks a model file. `checksum` is that of the features as this program computes them.
    ///
    /// # Errors
    /// When it is no model file, another model, of another format, for other features, or damaged.
    pub fn read(name: &str, checksum: &str, bytes: &'a [u8]) -> Result<Self, ModelError> {
        let problem = |problem: String| ModelError { model: name.to_owned(), problem };
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| problem("this is no model file".to_owned()))?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| problem("the file ends in its header".to_owned()))?;
        let length = u32::from_le_bytes(*length) as usize;
        let header = rest.get(..length).ok_or_else(|| problem("the file ends in its header".to_owned()))?;
        let header: Value = serde_json::from_slice(header).map_err(|error| problem(format!("the header cannot be read: {error}")))?;
        let body = bytes.get(aligned(MAGIC.len() + 4 + length)..).unwrap_or_default();
        let model = Self { name: name.to_owned(), header, body };
        let says = |field: &str| model.header[field].as_str().unwrap_or_default();
        if model.header["format"].as_u64() != Some(FORMAT) {
            return Err(model.problem(&format!("it has format {}, and this program reads format {FORMAT}", model.header["format"])));
        }
        if says("model") != name {
            return Err(model.problem(&format!("the file holds the model `{}`", says("model"))));
        }
        if says("features") != checksum {
            return Err(model.problem(&format!(
                "it was trained on features `{}`, and this program computes `{checksum}`: train it anew",
                says("features")
            )));
        }
        if says("digest") != digest(body) {
            return Err(model.problem("its bytes are not those that were trained (digest differs)"));
        }
        Ok(model)
    }

    /// What the header says: data, licences, scores.
    pub fn header(&self) -> &Value {
        &self.header
    }

    /// An error of this model.
    pub fn problem(&self, problem: &str) -> ModelError {
        ModelError { model: self.name.clone(), problem: problem.to_owned() }
    }

    /// The bytes of a tensor.
    ///
    /// # Errors
    /// When the model has no such tensor.
    pub fn bytes(&self, tensor: &str) -> Result<&'a [u8], ModelError> {
        let entry = &self.header["tensors"][tensor];
        let at = |index: usize| entry["bytes"][index].as_u64().and_then(|at| usize::try_from(at).ok());
        let range = at(0).zip(at(1)).and_then(|(start, end)| self.body.get(start..end));
        range.ok_or_else(|| self.problem(&format!("it has no tensor `{tensor}`")))
    }

    /// Signed bytes of a tensor of `rows` times `columns`.
    ///
    /// # Errors
    /// When the model has no such tensor or it has another size.
    pub fn i8(&self, tensor: &str, rows: usize, columns: usize) -> Result<Vec<i8>, ModelError> {
        let bytes = self.sized(tensor, rows * columns)?;
        Ok(bytes.iter().map(|&b| b.cast_signed()).collect())
    }

    /// Floats of a tensor of `rows` times `columns`.
    ///
    /// # Errors
    /// When the model has no such tensor or it has another size.
    pub fn f32(&self, tensor: &str, rows: usize, columns: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.sized(tensor, rows * columns * 4)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect())
    }

    /// The lines of a tensor of text.
    ///
    /// # Errors
    /// When the model has no such tensor or it is not UTF-8.
    pub fn lines(&self, tensor: &str) -> Result<Vec<String>, ModelError> {
        let text = std::str::from_utf8(self.bytes(tensor)?).map_err(|_| self.problem(&format!("tensor `{tensor}` is not text")))?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    fn sized(&self, tensor: &str, size: usize) -> Result<&'a [u8], ModelError> {
        let bytes = self.bytes(tensor)?;
        if bytes.len() == size {
            return Ok(bytes);
        }
        Err(self.problem(&format!("tensor `{tensor}` has {} bytes where {size} are expected", bytes.len())))
    }
}

/// Writes a model file. `about` is an object with what else the header should say (`data`, `licences`, `scores`).
///
/// # Panics
/// When `about` is no object.
pub fn write(name: &str, checksum: &str, about: &Value, tensors: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut places) = (Vec::new(), serde_json::Map::new());
    for (tensor, bytes) in tensors {
        body.resize(aligned(body.len()), 0);
        places.insert((*tensor).to_owned(), json!({"bytes": [body.len(), body.len() + bytes.len()]}));
        body.extend_from_slice(bytes);
    }
    let mut header = json!({"model": name, "format": FORMAT, "features": checksum, "digest": digest(&body)});
    let object = header.as_object_mut().expect("the header is an object");
    object.extend(about.as_object().expect("`about` is an object").clone());
    object.insert("tensors".to_owned(), places.into());
    let header = header.to_string();
    let mut file = MAGIC.to_vec();
    file.extend(u32::try_from(header.len()).expect("a header is short").to_le_bytes());
    file.extend(header.as_bytes());
    file.resize(aligned(file.len()), 0);
    file.extend(body);
    file
}

fn aligned(at: usize) -> usize {
    at.next_multiple_of(ALIGNMENT)
}

fn digest(body: &[u8]) -> String {
    blake3::hash(body).to_hex()[..32].to_owned()
}
