//! Place names: letters that follow each other as in a list of names, never a name of the list.

use atlas_noise::random;
use rand::Rng;
use rand::seq::IndexedRandom;
use std::collections::{BTreeMap, BTreeSet};

const PLACES: &str = include_str!("places.txt");
const LENGTH: std::ops::RangeInclusive<usize> = 5..=10;

/// An endless supply of names, no one twice.
pub struct Names<R> {
    followers: BTreeMap<(char, char), Vec<Option<char>>>,
    starts: Vec<(char, char)>,
    used: BTreeSet<String>,
    random: R,
}

/// The names of one world.
///
/// ```
/// let first: Vec<String> = atlas_names::names(1).take(3).collect();
/// assert_eq!(first, atlas_names::names(1).take(3).collect::<Vec<_>>());
/// ```
pub fn names(seed: u32) -> Names<impl Rng> {
    let mut followers: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut starts = Vec::new();
    for place in PLACES.lines() {
        let letters: Vec<char> = place.chars().collect();
        starts.push((letters[0], letters[1]));
        for index in 2..=letters.len() {
            let pair = (letters[index - 2], letters[index - 1]);
            followers.entry(pair).or_default().push(letters.get(index).copied());
        }
    }
    let used = PLACES.lines().map(capitalised).collect();
    Names { followers, starts, used, random: random(seed, "names") }
}

impl<R: Rng> Iterator for Names<R> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        loop {
            let name = self.invent()?;
            if LENGTH.contains(&name.chars().count()) && self.used.insert(name.clone()) {
                return Some(name);
            }
        }
    }
}

impl<R: Rng> Names<R> {
    fn invent(&mut self) -> Option<String> {
        let mut pair = *self.starts.choose(&mut self.random)?;
        let mut name = String::from_iter([pair.0, pair.1]);
        while let Some(Some(letter)) = self.followers.get(&pair)?.choose(&mut self.random) {
            name.push(*letter);
            pair = (pair.1, *letter);
        }
        Some(capitalised(&name))
    }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, PLACES, names};
    use std::collections::BTreeSet;

    #[test]
    fn names_are_new_and_different() {
        let invented: Vec<String> = names(11).take(200).collect();
        assert_eq!(invented.iter().collect::<BTreeSet<_>>().len(), 200);
        assert!(invented.iter().all(|name| !PLACES.lines().any(|place| place == name.to_lowercase())));
        assert!(invented.iter().all(|name| LENGTH.contains(&name.len())));
    }

    #[test]
    fn every_world_has_its_own_names() {
        assert_ne!(names(1).next(), names(2).next());
    }
}
