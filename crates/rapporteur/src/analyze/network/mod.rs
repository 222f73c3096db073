//! The network that tags, parses and finds names: two layers of LSTM both ways over sums of table rows, in bytes.
//!
//! It gives scores; what is made of them (one tree, spans of names) is decided by its callers. Trained by `xtask train network`.

mod kernel;

use super::features::{PART_BITS, Rows, WORD_BITS};
use super::model::{Model, ModelError};
use kernel::{PANEL, Packed, ZERO, activation, add_rows, cell, tanh};

pub use kernel::Kernel;

/// Sentences that go through the layers side by side.
const LANES: usize = 16;

/// Width of a token's vector.
const INPUT: usize = 128;

/// Width of the vectors by which words and heads are compared.
const ARC: usize = 128;

/// Width of the vectors from which relations are read.
const LABEL: usize = 128;

/// Distances between word and head beyond this many words count alike.
const FAR: usize = 32;

/// Kinds of name tags: outside, and begin and inside of three kinds.
pub const NAMES: usize = 7;

/// A table of rows of signed bytes, each row with its own step.
#[derive(Debug)]
struct Table {
    rows: Vec<i8>,
    scale: Vec<f32>,
}

impl Table {
    fn read(model: &Model<'_>, name: &str, rows: usize) -> Result<Self, ModelError> {
        Ok(Self { rows: model.i8(name, rows, INPUT)?, scale: model.f32(&format!("{name}.scale"), rows, 1)? })
    }

    fn add(&self, row: usize, weight: f32, to: &mut [f32; INPUT]) {
        let Some(&scale) = self.scale.get(row) else { return };
        let scale = scale * weight;
        for (sum, value) in to.iter_mut().zip(&self.rows[row * INPUT..(row + 1) * INPUT]) {
            *sum += f32::from(*value) * scale;
        }
    }
}

/// One layer one way.
#[derive(Debug)]
struct Way {
    input: Packed,
    recurrent: Packed,
    bias: Vec<f32>,
}

/// The trained network.
#[derive(Debug)]
pub struct Network {
    kernel: Kernel,
    words: Table,
    parts: Table,
    pieces: Table,
    input_bias: Vec<f32>,
    hidden: usize,
    layers: Vec<[Way; 2]>,
    heads: Packed,
    heads_bias: Vec<f32>,
    root: Vec<f32>,
    label: Vec<f32>,
    label_bias: Vec<f32>,
    distance: Vec<f32>,
    /// What it scores that one name tag follows another, `[before][after]`; sequences that cannot be are not its to forbid.
    pub name_steps: [[f32; NAMES]; NAMES],
    /// Joint tags, `UPOS|XPOS`.
    pub tags: Vec<String>,
    /// Relations of Universal Dependencies.
    pub relations: Vec<String>,
}

/// What the network says of one sentence.
#[derive(Debug)]
pub struct Reading {
    /// For each token the number of its joint tag.
    pub tags: Vec<u8>,
    /// For each token its head: 0 is the root, i the i-th token.
    pub heads: Vec<u32>,
    /// For each token the number of its relation to its head.
    pub relations: Vec<u8>,
    /// For each token the scores of the name tags.
    pub names: Vec<[f32; NAMES]>,
}

impl Network {
    /// Reads the network from its model file.
    ///
    /// # Errors
    /// When a tensor is missing or has another shape.
    pub fn read(model: &Model<'_>, kernel: Kernel) -> Result<Self, ModelError> {
        let (tags, relations) = (model.lines("tags")?, model.lines("relations")?);
        if tags.len() > 256 || relations.len() > 256 {
            return Err(model.problem("it has more than 256 tags or relations"));
        }
        let hidden = model.bytes("layer0.forward.bias")?.len() / 16;
        let packed = |name: &str, inputs: usize, outputs: usize| -> Result<Packed, ModelError> {
            Ok(Packed::new(&model.i8(name, inputs, outputs)?, inputs, outputs, &model.f32(&format!("{name}.scale"), 1, outputs)?))
        };
        let way = |layer: usize, name: &str| -> Result<Way, ModelError> {
            let inputs = if layer == 0 { INPUT } else { 2 * hidden };
            Ok(Way {
                input: packed(&format!("layer{layer}.{name}.input"), inputs, 4 * hidden)?,
                recurrent: packed(&format!("layer{layer}.{name}.recurrent"), hidden, 4 * hidden)?,
                bias: model.f32(&format!("layer{layer}.{name}.bias"), 1, 4 * hidden)?,
            })
        };
        let mut name_steps = [[0.0; NAMES]; NAMES];
        name_steps.as_flattened_mut().copy_from_slice(&model.f32("names.steps", NAMES, NAMES)?);
        let outputs = tags.len() + NAMES + 2 * ARC + 2 * LABEL;
        Ok(Self {
            kernel,
            words: Table::read(model, "words", 1 << WORD_BITS)?,
            parts: Table::read(model, "parts", 1 << PART_BITS)?,
            pieces: Table::read(model, "pieces", model.bytes("pieces.scale")?.len() / 4)?,
            input_bias: model.f32("input.bias", 1, INPUT)?,
            hidden,
            layers: vec![[way(0, "forward")?, way(0, "backward")?], [way(1, "forward")?, way(1, "backward")?]],
            heads: packed("heads", 2 * hidden, outputs)?,
            heads_bias: model.f32("heads.bias", 1, outputs)?,
            root: model.f32("root", 1, ARC + LABEL)?,
            label: model.f32("label", LABEL, relations.len())?,
            label_bias: model.f32("label.bias", 1, relations.len())?,
            distance: model.f32("distance", 1, 2 * FAR + 1)?,
            name_steps,
            tags,
            relations,
        })
    }

    /// Reads sentences. Each is a list of tokens' rows; the result is in the same order.
    pub fn readings(&self, sentences: &[&[Rows]]) -> Vec<Reading> {
        // Sentences of like length go together; the order changes no result.
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(sentences[at].len()));
        let mut readings: Vec<Option<Reading>> = (0..sentences.len()).map(|_| None).collect();
        for group in order.chunks(LANES) {
            let lanes: Vec<&[Rows]> = group.iter().map(|&at| sentences[at]).collect();
            for (&at, reading) in group.iter().zip(self.group(&lanes)) {
                readings[at] = Some(reading);
            }
        }
        readings.into_iter().flatten().collect()
    }

    /// Sentences side by side, longest first.
    fn group(&self, lanes: &[&[Rows]]) -> Vec<Reading> {
        let steps = lanes.first().map_or(0, |lane| lane.len());
        // Tokens lie in order of time: all first tokens, all second ones. `starts[t]` is where those of step t begin.
        let mut starts = Vec::with_capacity(steps + 1);
        let mut total = 0;
        for step in 0..steps {
            starts.push(total);
            total += lanes.iter().take_while(|lane| lane.len() > step).count();
        }
        starts.push(total);
        let mut values = vec![0_u8; total * INPUT];
        for (lane, rows) in lanes.iter().enumerate() {
            for (step, row) in rows.iter().enumerate() {
                let at = (starts[step] + lane) * INPUT;
                self.embed(row, &mut values[at..at + INPUT]);
            }
        }
        for layer in &self.layers {
            let mut next = vec![ZERO; total * 2 * self.hidden];
            for (side, way) in layer.iter().enumerate() {
                self.sweep(way, side, &starts, &values, &mut next);
            }
            values = next;
        }
        let width = self.heads.outputs;
        let mut out = filled(&self.heads_bias, width, total);
        self.heads.product(self.kernel, &values, &mut out);
        let places = |lane: usize, length: usize| (0..length).map(|step| (starts[step] + lane) * width).collect::<Vec<_>>();
        lanes.iter().enumerate().map(|(lane, rows)| self.reading(&out, &places(lane, rows.len()))).collect()
    }

    /// A token's vector.
    fn embed(&self, row: &Rows, out: &mut [u8]) {
        let mut sum = [0.0; INPUT];
        sum.copy_from_slice(&self.input_bias);
        for &word in &row.words {
            self.words.add(usize::from(word), 1.0, &mut sum);
        }
        for &part in &row.parts {
            self.parts.add(usize::from(part), 1.0, &mut sum);
        }
        #[allow(clippy::cast_precision_loss, reason = "a word has few pieces")]
        let share = 1.0 / row.pieces.len().max(1) as f32;
        for &piece in &row.pieces {
            self.pieces.add(piece as usize, share, &mut sum);
        }
        for (out, sum) in out.iter_mut().zip(sum) {
            *out = activation(tanh(sum));
        }
    }

    /// One layer one way over a group; its activations go to the left or right half of `next`.
    fn sweep(&self, way: &Way, side: usize, starts: &[usize], values: &[u8], next: &mut [u8]) {
        let hidden = self.hidden;
        let (width, steps) = (4 * hidden, starts.len() - 1);
        let total = starts[steps];
        let mut gates = filled(&way.bias, width, total);
        way.input.product(self.kernel, values, &mut gates);
        let lanes = if steps == 0 { 0 } else { starts[1] };
        let mut state = vec![0.0_f32; lanes * hidden];
        let mut active = vec![ZERO; lanes * hidden];
        for turn in 0..steps {
            let step = if side == 0 { turn } else { steps - 1 - turn };
            let (from, to) = (starts[step], starts[step + 1]);
            let count = to - from;
            let gates = &mut gates[from * width..to * width];
            if turn > 0 {
                way.recurrent.product(self.kernel, &active[..count * hidden], gates);
            }
            cell(self.kernel, gates, &mut state[..count * hidden], &mut active[..count * hidden], hidden);
            for lane in 0..count {
                let at = (from + lane) * 2 * hidden + side * hidden;
                next[at..at + hidden].copy_from_slice(&active[lane * hidden..(lane + 1) * hidden]);
            }
        }
    }

    /// Tags, tree, relations and names of a sentence whose tokens' scores lie at these places.
    fn reading(&self, out: &[f32], places: &[usize]) -> Reading {
        let (words, tags) = (places.len(), self.tags.len());
        let (names, query) = (tags, tags + NAMES);
        let (key, dep) = (query + ARC, query + 2 * ARC);
        let head = dep + LABEL;
        let side = words + 1;
        // Keys by dimension, so that one query dimension meets all keys at once.
        let mut keys = vec![0.0_f32; ARC * side];
        for dimension in 0..ARC {
            keys[dimension * side] = self.root[dimension];
            for (word, place) in places.iter().enumerate() {
                keys[dimension * side + word + 1] = out[place + key + dimension].max(0.0);
            }
        }
        let mut arcs = vec![0.0_f32; words * side];
        for (word, place) in places.iter().enumerate() {
            let row = &mut arcs[word * side..(word + 1) * side];
            add_rows(self.kernel, &out[place + query..place + query + ARC], &keys, row);
            for (other, score) in row.iter_mut().enumerate() {
                *score *= 0.088_388_35; // one over the root of ARC
                if other > 0 {
                    *score += self.distance[(other + FAR).saturating_sub(word + 1).min(2 * FAR)];
                }
            }
        }
        let heads = super::tree::best(&arcs, words);
        let mut relations = Vec::with_capacity(words);
        let (mut scores, mut both) = (vec![0.0; self.relations.len()], [0.0; LABEL]);
        for (&place, &above) in places.iter().zip(&heads) {
            scores.copy_from_slice(&self.label_bias);
            let above = if above == 0 { &self.root[ARC..] } else { &out[places[above - 1] + head..][..LABEL] };
            for ((both, own), above) in both.iter_mut().zip(&out[place + dep..]).zip(above) {
                *both = (own + above).max(0.0);
            }
            add_rows(self.kernel, &both, &self.label, &mut scores);
            relations.push(largest(&scores));
        }
        Reading {
            tags: places.iter().map(|&place| largest(&out[place..place + tags])).collect(),
            heads: heads.iter().map(|&head| u32::try_from(head).expect("sentences are short")).collect(),
            relations,
            names: places.iter().map(|&place| *out[place + names..].first_chunk().expect("names are among the outputs")).collect(),
        }
    }
}

/// Rows of `width` floats that begin with the bias.
fn filled(bias: &[f32], width: usize, rows: usize) -> Vec<f32> {
    debug_assert!(width.is_multiple_of(PANEL), "outputs are whole panels");
    let mut all = Vec::with_capacity(rows * width);
    for _ in 0..rows {
        all.extend_from_slice(bias);
        all.resize(all.len() + width - bias.len(), 0.0);
    }
    all
}

/// The place of the first largest of at most 256 scores.
fn largest(scores: &[f32]) -> u8 {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    u8::try_from(best).expect("there are at most 256 scores")
}
