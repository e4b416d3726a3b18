//! The fuzz targets as libFuzzer drives them. What they do stands in [`targets`], which the test suite drives as well.

pub mod targets;

use std::path::Path;

/// Writes the seeds of a target where libFuzzer looks for what to begin with.
pub fn plant(target: &str) {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = project.join("fuzz/corpus").join(target);
    std::fs::create_dir_all(&corpus).expect("a folder for the corpus");
    for (number, seed) in targets::seeds(&project, target).into_iter().enumerate() {
        std::fs::write(corpus.join(format!("seed-{number:03}")), seed).expect("a seed");
    }
}

/// Every other mutation is one of lines and values; libFuzzer makes the others, of bytes.
pub fn mutate(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    if seed.is_multiple_of(2) {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    }
    let mutated = targets::mutated(&data[..size], seed);
    let size = mutated.len().min(most);
    data[..size].copy_from_slice(&mutated[..size]);
    size
}

/// The entry points of a target.
#[macro_export]
macro_rules! target {
    ($name:ident) => {
        libfuzzer_sys::fuzz_target!(
            init: $crate::plant(stringify!($name)),
            |data: &[u8]| $crate::targets::$name::run(data)
        );
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            $crate::mutate(data, size, most, seed)
        });
    };
}
