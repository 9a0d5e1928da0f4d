//! Randomness that a seed decides, and smooth noise made of it.
//!
//! Only `+ - * /` and `sqrt` are used, which IEEE 754 fixes to the last bit: the map in a browser is the
//! map on the command line.

mod noise;

pub use noise::{Noise, Octaves};

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// The random numbers for one purpose of one world. Purposes do not disturb each other: a new town leaves
/// the mountains where they are.
///
/// ```
/// use rand::RngCore;
/// let mut first = atlas_noise::random(7, "towns");
/// let mut again = atlas_noise::random(7, "towns");
/// assert_eq!(first.next_u64(), again.next_u64());
/// ```
pub fn random(seed: u32, purpose: &str) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(u64::from(seed));
    // FNV-1a: short, and the same everywhere, which the standard library's hashes do not promise.
    let stream = purpose
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    random.set_stream(stream);
    random
}

#[cfg(test)]
mod tests {
    use super::random;
    use rand::RngCore;

    #[test]
    fn seeds_and_purposes_give_different_numbers() {
        let first = random(1, "hills").next_u64();
        assert_ne!(first, random(2, "hills").next_u64());
        assert_ne!(first, random(1, "towns").next_u64());
    }
}
