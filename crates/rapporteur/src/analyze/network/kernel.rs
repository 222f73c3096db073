//! Products of bytes by bytes, exact in 32-bit integers, and the cell of an LSTM: the two places where the network spends its time.
//!
//! Every instruction set gives the same bits: the sums are integers, and floats are added in one fixed order and never fused. Which
//! set is used is therefore no input to any result.

/// Outputs that are computed together; matrices are padded to a multiple of it.
pub(super) const PANEL: usize = 64;

/// Inputs of a matrix at most.
const MOST: usize = 256;

/// Activations are u8: a value in -1..1 as 127ths, raised by this.
pub(super) const ZERO: u8 = 128;

/// The instruction set in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Any machine.
    Portable,
    /// x86-64 with AVX2.
    Avx2,
    /// x86-64 with AVX2 and byte products (AVX-VNNI).
    AvxVnni,
    /// x86-64 with AVX-512 and its byte products (VNNI).
    Vnni,
}

impl Kernel {
    /// The fastest set this machine has.
    pub fn detect() -> Self {
        Self::all().into_iter().next_back().unwrap_or(Self::Portable)
    }

    /// Every set this machine has, slowest first.
    pub fn all() -> Vec<Self> {
        let mut found = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                found.push(Self::Avx2);
                if is_x86_feature_detected!("avxvnni") {
                    found.push(Self::AvxVnni);
                }
            }
            if x86::has_vnni() {
                found.push(Self::Vnni);
            }
        }
        found
    }
}

/// A matrix of signed bytes, inputs by outputs, laid out for the products: panels of 64 outputs, in them groups of 4 inputs.
#[derive(Debug)]
pub(super) struct Packed {
    inputs: usize,
    pub(super) outputs: usize,
    weights: Vec<i8>,
    /// What the raised activations add to each output.
    raised: Vec<i32>,
    /// One step of an output in its own unit.
    scale: Vec<f32>,
}

impl Packed {
    /// Packs `weights` (row-major, inputs by `columns`); outputs are padded with zeros.
    pub(super) fn new(weights: &[i8], inputs: usize, columns: usize, scale: &[f32]) -> Self {
        assert!(
            inputs.is_multiple_of(4) && inputs <= MOST && weights.len() == inputs * columns && scale.len() == columns,
            "the shapes fit"
        );
        let outputs = columns.next_multiple_of(PANEL);
        let mut packed = vec![0; inputs * outputs];
        let mut raised = vec![0; outputs];
        for input in 0..inputs {
            for column in 0..columns {
                let weight = weights[input * columns + column];
                let (panel, within) = (column / PANEL, column % PANEL);
                packed[panel * PANEL * inputs + (input / 4) * PANEL * 4 + within * 4 + input % 4] = weight;
                raised[column] += i32::from(weight) * i32::from(ZERO);
            }
        }
        let scale = (0..outputs).map(|column| scale.get(column).map_or(0.0, |scale| scale / 127.0)).collect();
        Self { inputs, outputs, weights: packed, raised, scale }
    }

    /// Adds the product of `rows` of activations (each `inputs` long) to `out` (each `outputs` long).
    pub(super) fn product(&self, kernel: Kernel, rows: &[u8], out: &mut [f32]) {
        debug_assert_eq!(rows.len() / self.inputs * self.outputs, out.len(), "the shapes fit");
        match kernel {
            Kernel::Portable => self.portable(rows, out),
            // SAFETY: this kernel is only made by `Kernel::all` where the machine has these instructions.
            #[cfg(target_arch = "x86_64")]
            #[allow(
                unsafe_code,
                reason = "three quarters of the time of an analysis are spent here; AVX2 is 13 times, AVX-VNNI 22 and VNNI 28 times the portable speed"
            )]
            Kernel::Avx2 => unsafe { x86::product_avx2(self, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "as above")]
            Kernel::AvxVnni => unsafe { x86::product_avxvnni(self, rows, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            #[allow(unsafe_code, reason = "as above")]
            Kernel::Vnni => unsafe { x86::product_vnni(self, rows, out) },
            #[cfg(not(target_arch = "x86_64"))]
            Kernel::Avx2 | Kernel::AvxVnni | Kernel::Vnni => self.portable(rows, out),
        }
    }

    fn portable(&self, rows: &[u8], out: &mut [f32]) {
        for (row, out) in rows.chunks_exact(self.inputs).zip(out.chunks_exact_mut(self.outputs)) {
            for (panel, weights) in self.weights.chunks_exact(PANEL * self.inputs).enumerate() {
                let mut sums = [0_i32; PANEL];
                for (four, weights) in row.as_chunks::<4>().0.iter().zip(weights.chunks_exact(PANEL * 4)) {
                    for (sum, weight) in sums.iter_mut().zip(weights.as_chunks::<4>().0) {
                        *sum += (0..4).map(|i| i32::from(four[i]) * i32::from(weight[i])).sum::<i32>();
                    }
                }
                self.finish(&sums, panel, out);
            }
        }
    }

    /// Brings sums to floats and adds them.
    #[inline(always)]
    fn finish(&self, sums: &[i32; PANEL], panel: usize, out: &mut [f32]) {
        let at = panel * PANEL..(panel + 1) * PANEL;
        let (raised, scale) = (&self.raised[at.clone()], &self.scale[at.clone()]);
        for (((out, sum), raised), scale) in out[at].iter_mut().zip(sums).zip(raised).zip(scale) {
            #[allow(clippy::cast_precision_loss, reason = "sums stay below 2^24, where floats are exact")]
            let value = (sum - raised) as f32 * scale;
            *out += value;
        }
    }
}

/// One step of an LSTM for some sentences side by side: gates in (input, forget, output, update, each `width` long), state changed,
/// activations out.
pub(super) fn cell(kernel: Kernel, gates: &[f32], state: &mut [f32], out: &mut [u8], width: usize) {
    match kernel {
        Kernel::Portable => cell_any(gates, state, out, width),
        // SAFETY: this kernel is only made by `Kernel::all` where the machine has these instructions.
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "a sixth of the time of an analysis; wider vectors make it 3 times as fast")]
        Kernel::Avx2 | Kernel::AvxVnni => unsafe { x86::cell_avx2(gates, state, out, width) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "as above")]
        Kernel::Vnni => unsafe { x86::cell_avx512(gates, state, out, width) },
        #[cfg(not(target_arch = "x86_64"))]
        Kernel::Avx2 | Kernel::AvxVnni | Kernel::Vnni => cell_any(gates, state, out, width),
    }
}

/// Adds to `out` the rows of a matrix, each `out` long, times the elements of `row`: one order of sums on every machine.
pub(super) fn add_rows(kernel: Kernel, row: &[f32], matrix: &[f32], out: &mut [f32]) {
    match kernel {
        Kernel::Portable => add_rows_any(row, matrix, out),
        // SAFETY: this kernel is only made by `Kernel::all` where the machine has these instructions.
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "arcs and relations take a sixth of an analysis without wide vectors, a twentieth with them")]
        Kernel::Avx2 | Kernel::AvxVnni => unsafe { x86::add_rows_avx2(row, matrix, out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        #[allow(unsafe_code, reason = "as above")]
        Kernel::Vnni => unsafe { x86::add_rows_avx512(row, matrix, out) },
        #[cfg(not(target_arch = "x86_64"))]
        Kernel::Avx2 | Kernel::AvxVnni | Kernel::Vnni => add_rows_any(row, matrix, out),
    }
}

#[inline(always)]
fn add_rows_any(row: &[f32], matrix: &[f32], out: &mut [f32]) {
    for (factor, weights) in row.iter().zip(matrix.chunks_exact(out.len())) {
        for (sum, weight) in out.iter_mut().zip(weights) {
            *sum += factor * weight;
        }
    }
}

#[inline(always)]
fn cell_any(gates: &[f32], state: &mut [f32], out: &mut [u8], width: usize) {
    for ((gates, state), out) in gates.chunks_exact(4 * width).zip(state.chunks_exact_mut(width)).zip(out.chunks_exact_mut(width)) {
        let (input, rest) = gates.split_at(width);
        let (forget, rest) = rest.split_at(width);
        let (output, update) = rest.split_at(width);
        for at in 0..width {
            let c = sigmoid(forget[at]) * state[at] + sigmoid(input[at]) * tanh(update[at]);
            state[at] = c;
            out[at] = activation(sigmoid(output[at]) * tanh(c));
        }
    }
}

/// A value in -1..1 as a raised byte.
#[inline(always)]
pub(super) fn activation(value: f32) -> u8 {
    // Adding and taking away 1.5·2^23 rounds to a whole number, ties to even, on every machine.
    const ROUND: f32 = 12_582_912.0;
    let steps = (value * 127.0 + ROUND) - ROUND;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value lies between 1 and 255")]
    let byte = (steps + 128.0) as i32 as u8;
    byte
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 * tanh(0.5 * x) + 0.5
}

/// The hyperbolic tangent by Lambert's continued fraction, seventh convergent: off by 1e-4 at most, an eightieth of a step of an activation.
#[inline(always)]
pub(super) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let above = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let below = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    (above / below).clamp(-1.0, 1.0)
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::{MOST, PANEL, Packed, add_rows_any, cell_any};
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_dpbusd_avx_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
        _mm256_setzero_si256, _mm256_slli_epi16, _mm256_srai_epi16, _mm256_storeu_si256, _mm512_dpbusd_epi32, _mm512_loadu_si512,
        _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
    };

    /// Everything that the functions below with AVX-512 ask for.
    pub(super) fn has_vnni() -> bool {
        is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512vnni")
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn cell_avx2(gates: &[f32], state: &mut [f32], out: &mut [u8], width: usize) {
        cell_any(gates, state, out, width);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub(super) fn cell_avx512(gates: &[f32], state: &mut [f32], out: &mut [u8], width: usize) {
        cell_any(gates, state, out, width);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn add_rows_avx2(row: &[f32], matrix: &[f32], out: &mut [f32]) {
        add_rows_any(row, matrix, out);
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    pub(super) fn add_rows_avx512(row: &[f32], matrix: &[f32], out: &mut [f32]) {
        add_rows_any(row, matrix, out);
    }

    /// Goes over rows of activations with a block of so many at a time, four at most; those that are left over go together.
    macro_rules! in_blocks {
        ($block:ident, $count:literal, $packed:ident, $rows:ident, $out:ident) => {{
            let (inputs, outputs) = ($packed.inputs, $packed.outputs);
            let whole = $rows.len() / inputs / $count * $count;
            let (rows, rest) = $rows.split_at(whole * inputs);
            let (out, last) = $out.split_at_mut(whole * outputs);
            for (rows, out) in rows.chunks_exact($count * inputs).zip(out.chunks_exact_mut($count * outputs)) {
                $block::<$count>($packed, rows, out);
            }
            match rest.len() / inputs {
                0 => {}
                1 => $block::<1>($packed, rest, last),
                2 => $block::<2>($packed, rest, last),
                _ => $block::<3>($packed, rest, last),
            }
        }};
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub(super) fn product_vnni(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        in_blocks!(block_vnni, 4, packed, rows, out);
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) fn product_avxvnni(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        in_blocks!(block_avxvnni, 2, packed, rows, out);
    }

    #[target_feature(enable = "avx2")]
    pub(super) fn product_avx2(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        in_blocks!(block_avx2, 4, packed, rows, out);
    }

    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    fn block_vnni<const ROWS: usize>(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        let inputs = packed.inputs;
        for (panel, weights) in packed.weights.chunks_exact(PANEL * inputs).enumerate() {
            let mut sums = [[_mm512_setzero_si512(); 4]; ROWS];
            for (group, weights) in weights.as_chunks::<256>().0.iter().enumerate() {
                let load = |at: usize| -> __m512i {
                    let sixteen: &[i8; 64] = weights[at * 64..].first_chunk().expect("a group has 256 weights");
                    // SAFETY: 64 bytes are read from an array of 64 bytes; the load asks for no alignment.
                    #[allow(unsafe_code, reason = "vector loads take pointers")]
                    unsafe {
                        _mm512_loadu_si512(sixteen.as_ptr().cast())
                    }
                };
                let four = [load(0), load(1), load(2), load(3)];
                for (row, sums) in sums.iter_mut().enumerate() {
                    let at = row * inputs + group * 4;
                    let bytes: &[u8; 4] = rows[at..].first_chunk().expect("a row has whole groups");
                    let value = _mm512_set1_epi32(i32::from_le_bytes(*bytes));
                    for (sum, weight) in sums.iter_mut().zip(four) {
                        *sum = _mm512_dpbusd_epi32(*sum, value, weight);
                    }
                }
            }
            for (row, sums) in sums.iter().enumerate() {
                let mut whole = [0_i32; PANEL];
                for (part, sum) in whole.as_chunks_mut::<16>().0.iter_mut().zip(sums) {
                    // SAFETY: 64 bytes are written to an array of 64 bytes; the store asks for no alignment.
                    #[allow(unsafe_code, reason = "vector stores take pointers")]
                    unsafe {
                        _mm512_storeu_si512(part.as_mut_ptr().cast(), *sum);
                    }
                }
                packed.finish(&whole, panel, &mut out[row * packed.outputs..(row + 1) * packed.outputs]);
            }
        }
    }

    /// Thirty-two weights.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn load(weights: &[i8], at: usize) -> __m256i {
        let some: &[i8; 32] = weights[at..].first_chunk().expect("a group has 256 weights");
        // SAFETY: 32 bytes are read from an array of 32 bytes; the load asks for no alignment.
        #[allow(unsafe_code, reason = "vector loads take pointers")]
        unsafe {
            _mm256_loadu_si256(some.as_ptr().cast())
        }
    }

    /// Eight sums of a panel.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn store(whole: &mut [i32; PANEL], at: usize, sum: __m256i) {
        let part: &mut [i32; 8] = whole[at..].first_chunk_mut().expect("a panel has 64 sums");
        // SAFETY: 32 bytes are written to an array of 32 bytes; the store asks for no alignment.
        #[allow(unsafe_code, reason = "vector stores take pointers")]
        unsafe {
            _mm256_storeu_si256(part.as_mut_ptr().cast(), sum);
        }
    }

    #[inline]
    #[target_feature(enable = "avx2,avxvnni")]
    fn block_avxvnni<const ROWS: usize>(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        let inputs = packed.inputs;
        for (panel, weights) in packed.weights.chunks_exact(PANEL * inputs).enumerate() {
            let mut whole = [[0_i32; PANEL]; ROWS];
            for half in 0..2 {
                let mut sums = [[_mm256_setzero_si256(); 4]; ROWS];
                for (group, weights) in weights.as_chunks::<256>().0.iter().enumerate() {
                    let four = [0, 1, 2, 3].map(|at| load(weights, (half * 4 + at) * 32));
                    for (row, sums) in sums.iter_mut().enumerate() {
                        let bytes: &[u8; 4] = rows[row * inputs + group * 4..].first_chunk().expect("a row has whole groups");
                        let value = _mm256_set1_epi32(i32::from_le_bytes(*bytes));
                        for (sum, weight) in sums.iter_mut().zip(four) {
                            *sum = _mm256_dpbusd_avx_epi32(*sum, value, weight);
                        }
                    }
                }
                for (whole, sums) in whole.iter_mut().zip(&sums) {
                    for (at, sum) in sums.iter().enumerate() {
                        store(whole, half * 32 + at * 8, *sum);
                    }
                }
            }
            for (row, whole) in whole.iter().enumerate() {
                packed.finish(whole, panel, &mut out[row * packed.outputs..(row + 1) * packed.outputs]);
            }
        }
    }

    /// Bytes are widened to 16 bits first: the product of unsigned by signed bytes of AVX2 saturates, and would not be exact.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn block_avx2<const ROWS: usize>(packed: &Packed, rows: &[u8], out: &mut [f32]) {
        let inputs = packed.inputs;
        // Of each four activations the first and third, and the second and fourth: made once, they meet every panel.
        let mut pairs = [[[0_i32; 2]; MOST / 4]; ROWS];
        for (row, pairs) in rows.chunks_exact(inputs).zip(&mut pairs) {
            for (&[a, b, c, d], pairs) in row.as_chunks::<4>().0.iter().zip(pairs) {
                *pairs = [(a, c), (b, d)].map(|(low, high)| i32::from(low) | i32::from(high) << 16);
            }
        }
        for (panel, weights) in packed.weights.chunks_exact(PANEL * inputs).enumerate() {
            let mut whole = [[0_i32; PANEL]; ROWS];
            for quarter in 0..4 {
                let mut sums = [[_mm256_setzero_si256(); 2]; ROWS];
                for (group, weights) in weights.as_chunks::<256>().0.iter().enumerate() {
                    let both = [0, 1].map(|half| load(weights, (quarter * 2 + half) * 32));
                    let even = both.map(|both| _mm256_srai_epi16::<8>(_mm256_slli_epi16::<8>(both)));
                    let odd = both.map(|both| _mm256_srai_epi16::<8>(both));
                    for (pairs, sums) in pairs.iter().zip(&mut sums) {
                        let [first, second] = pairs[group].map(|pair| _mm256_set1_epi32(pair));
                        for (half, sum) in sums.iter_mut().enumerate() {
                            let four = _mm256_add_epi32(_mm256_madd_epi16(even[half], first), _mm256_madd_epi16(odd[half], second));
                            *sum = _mm256_add_epi32(*sum, four);
                        }
                    }
                }
                for (whole, sums) in whole.iter_mut().zip(&sums) {
                    for (half, sum) in sums.iter().enumerate() {
                        store(whole, quarter * 16 + half * 8, *sum);
                    }
                }
            }
            for (row, whole) in whole.iter().enumerate() {
                packed.finish(whole, panel, &mut out[row * packed.outputs..(row + 1) * packed.outputs]);
            }
        }
    }
}
