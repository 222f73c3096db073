//! The patterns of a language's `times.tsv`, read once into small graphs without loops.
//!
//! A pattern is a row of words. `a|b` is one of several words, `<name>` a word of a class or a form, `<name:class>` the same under another
//! name, `<1-31>` and `<day:1-31>` a number in digits (as many digits as the higher bound has, where the lower has as many), `[…]` may be
//! left out, `(… | …)` is one of several rows, `~` stands before what no white space parts from the word before, `!` before what must not
//! come next, `/NOUN` and `/!NOUN` after what must and must not be such a part of speech, `\` before a mark that is meant itself. What
//! stands outside `{…}` must be there and is no part of the expression. A word with a capital letter wants one in the text.

use super::words::{Vocabulary, literal};
use std::collections::BTreeMap;

/// What one step of a pattern takes.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// One of these words: its number, and whether it wants a capital letter.
    Words(Vec<(u32, bool)>),
    /// A word of a class.
    Class(usize),
    /// What a form takes.
    Form(usize),
    /// Digits: the least and greatest value, and how many digits where that is fixed.
    Number(u32, u32, Option<u8>),
    /// Any word.
    Any,
}

/// A test with its conditions.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) test: Test,
    /// The number of the name under which the value is kept.
    pub(super) name: Option<u16>,
    /// No white space before it.
    pub(super) glued: bool,
    /// The part of speech that it must be (true) or must not be (false).
    pub(super) tag: Option<(bool, String)>,
}

/// One step from a state to another.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Take(Element),
    /// The next word is not this.
    Not(Element),
    /// The expression begins here.
    Open,
    /// The expression ends here.
    Close,
    /// Nothing.
    Pass,
}

/// A pattern: for each state the steps out of it. It begins in state 0 and has matched in `accept`.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) steps: Vec<Vec<(Step, usize)>>,
    pub(super) accept: usize,
}

/// What a pattern can name.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) vocabulary: Vocabulary,
    pub(super) classes: BTreeMap<String, usize>,
    pub(super) forms: BTreeMap<String, usize>,
    pub(super) captures: Vec<String>,
}

impl Names {
    /// The number of a name under which values are kept.
    pub(super) fn capture(&mut self, name: &str) -> u16 {
        let known = self.captures.iter().position(|known| known == name).unwrap_or_else(|| {
            self.captures.push(name.to_owned());
            self.captures.len() - 1
        });
        known as u16
    }
}

/// Reads a pattern.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn read(names: &mut Names, written: &str) -> Result<Graph, String> {
    let chars: Vec<char> = written.chars().collect();
    let mut reader = Reading { chars: &chars, at: 0, names, graph: Graph { steps: vec![Vec::new()], accept: 0 } };
    let end = reader.alternatives(0, None)?;
    reader.graph.accept = end;
    Ok(reader.graph)
}

struct Reading<'r> {
    chars: &'r [char],
    at: usize,
    names: &'r mut Names,
    graph: Graph,
}

impl Reading<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn state(&mut self) -> usize {
        self.graph.steps.push(Vec::new());
        self.graph.steps.len() - 1
    }

    fn step(&mut self, from: usize, step: Step) -> usize {
        let to = self.state();
        self.graph.steps[from].push((step, to));
        to
    }

    /// Rows with `|` between, up to a closing mark or the end.
    fn alternatives(&mut self, from: usize, close: Option<char>) -> Result<usize, String> {
        let mut ends = Vec::new();
        loop {
            let start = self.step(from, Step::Pass);
            ends.push(self.row(start, close)?);
            if !self.take('|') {
                break;
            }
        }
        if let Some(close) = close
            && !self.take(close)
        {
            return Err(format!("`{close}` is missing"));
        }
        if close.is_none() && self.at < self.chars.len() {
            return Err(format!("`{}` stands where nothing was opened", self.chars[self.at]));
        }
        let end = self.state();
        for one in ends {
            self.graph.steps[one].push((Step::Pass, end));
        }
        Ok(end)
    }

    fn row(&mut self, mut from: usize, close: Option<char>) -> Result<usize, String> {
        loop {
            while self.take(' ') {}
            match self.peek() {
                None => return Ok(from),
                Some(c) if Some(c) == close || c == '|' => return Ok(from),
                Some('[') => {
                    self.at += 1;
                    let end = self.alternatives(from, Some(']'))?;
                    self.graph.steps[from].push((Step::Pass, end));
                    from = end;
                }
                Some('(') => {
                    self.at += 1;
                    from = self.alternatives(from, Some(')'))?;
                }
                Some('{') => {
                    self.at += 1;
                    from = self.step(from, Step::Open);
                }
                Some('}') => {
                    self.at += 1;
                    from = self.step(from, Step::Close);
                }
                Some(']' | ')') => return Err("a bracket closes that was not opened".to_owned()),
                Some('!') => {
                    self.at += 1;
                    let element = self.elements()?.into_iter().next().filter(|row| row.len() == 1);
                    let element = element.and_then(|mut row| row.pop()).ok_or("`!` takes single words")?;
                    from = self.step(from, Step::Not(element));
                }
                Some(_) => {
                    let end = self.state();
                    for row in self.elements()? {
                        let mut at = from;
                        for element in row {
                            at = self.step(at, Step::Take(element));
                        }
                        self.graph.steps[at].push((Step::Pass, end));
                    }
                    from = end;
                }
            }
        }
    }

    /// One element, or several rows of them where a literal is several words. Single words that are alternatives are one element.
    fn elements(&mut self) -> Result<Vec<Vec<Element>>, String> {
        let glued = self.take('~');
        let element = |test: Test, name: Option<u16>| Element { test, name, glued, tag: None };
        let mut found: Vec<Vec<Element>> = Vec::new();
        if self.take('<') {
            let start = self.at;
            while self.peek().is_some_and(|c| c != '>') {
                self.at += 1;
            }
            let inside: String = self.chars[start..self.at].iter().collect();
            if !self.take('>') {
                return Err("`>` is missing".to_owned());
            }
            let (name, of) = inside.split_once(':').unwrap_or((&inside, &inside));
            let test = self.reference(of)?;
            let name = self.names.capture(name);
            found.push(vec![element(test, Some(name))]);
        } else if self.take('*') {
            found.push(vec![element(Test::Any, None)]);
        } else {
            let mut single = Vec::new();
            loop {
                let words = literal(&self.word()?);
                match &words[..] {
                    [] => return Err("a word is missing".to_owned()),
                    [(word, capital)] => single.push((self.names.vocabulary.add(word), *capital)),
                    _ => {
                        let row = words.iter().map(|(word, capital)| {
                            let word = self.names.vocabulary.add(word);
                            element(Test::Words(vec![(word, *capital)]), None)
                        });
                        found.push(row.collect());
                    }
                }
                let tight = self.peek() == Some('|') && self.chars.get(self.at + 1).is_some_and(|c| *c != ' ');
                if !tight {
                    break;
                }
                self.at += 1;
            }
            if !single.is_empty() {
                found.push(vec![element(Test::Words(single), None)]);
            }
        }
        if self.take('/') {
            let wanted = !self.take('!');
            let start = self.at;
            while self.peek().is_some_and(|c| c.is_ascii_uppercase()) {
                self.at += 1;
            }
            let tag: String = self.chars[start..self.at].iter().collect();
            for element in found.iter_mut().filter_map(|row| row.last_mut()) {
                element.tag = Some((wanted, tag.clone()));
            }
        }
        Ok(found)
    }

    fn word(&mut self) -> Result<String, String> {
        let mut word = String::new();
        while let Some(c) = self.peek() {
            match c {
                '\\' => {
                    self.at += 1;
                    word.push(self.peek().ok_or("nothing stands after `\\`")?);
                }
                ' ' | '|' | '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>' | '~' | '!' | '/' => break,
                _ => word.push(c),
            }
            self.at += 1;
        }
        if word.is_empty() { Err(format!("`{}` is out of place", self.peek().unwrap_or(' '))) } else { Ok(word) }
    }

    fn reference(&self, of: &str) -> Result<Test, String> {
        if let Some((low, high)) = of.split_once('-').filter(|(low, _)| low.starts_with(|c: char| c.is_ascii_digit())) {
            let number = |digits: &str| digits.parse::<u32>().map_err(|_| format!("`{of}` is no range of numbers"));
            let width = (low.len() == high.len()).then_some(high.len() as u8);
            return Ok(Test::Number(number(low)?, number(high)?, width));
        }
        let class = self.names.classes.get(of).map(|&class| Test::Class(class));
        class.or_else(|| self.names.forms.get(of).map(|&form| Test::Form(form))).ok_or_else(|| format!("there is no class or form `{of}`"))
    }
}
