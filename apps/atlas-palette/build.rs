//! Turns palettes.json into Rust constants, so that neither the browser nor the command line parses it.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::{env, error::Error, fmt::Write, fs, path::Path};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Palette {
    name: String,
    sea: Vec<String>,
    land: Vec<String>,
    #[serde(default)]
    biomes: BTreeMap<String, String>,
    river: String,
    coast: String,
    shading: f32,
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=palettes.json");
    let palettes: Vec<Palette> = serde_json::from_str(&fs::read_to_string("palettes.json")?)?;
    let mut code = String::from("pub static PALETTES: &[Palette] = &[\n");
    for palette in &palettes {
        writeln!(code, "    {},", constant(palette)?)?;
    }
    code.push_str("];\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("palettes.rs"), code)?;
    Ok(())
}

fn constant(palette: &Palette) -> Result<String, Box<dyn Error>> {
    let list = |hexes: &[String]| hexes.iter().map(|hex| colour(hex)).collect::<Result<Vec<_>, _>>();
    let biomes = palette
        .biomes
        .iter()
        .map(|(biome, hex)| Ok(format!("({biome:?}, {})", colour(hex)?)))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    Ok(format!(
        "Palette {{ name: {:?}, sea: &[{}], land: &[{}], biomes: &[{}], river: {}, coast: {}, shading: {:?} }}",
        palette.name,
        list(&palette.sea)?.join(", "),
        list(&palette.land)?.join(", "),
        biomes.join(", "),
        colour(&palette.river)?,
        colour(&palette.coast)?,
        palette.shading,
    ))
}

/// `#rrggbb` as `[r, g, b]`.
fn colour(hex: &str) -> Result<String, Box<dyn Error>> {
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6);
    let digits = digits.ok_or_else(|| format!("{hex} is not a colour like #1b4a66"))?;
    Ok(format!("{:?}", u32::from_str_radix(digits, 16)?.to_be_bytes()[1..].to_vec()))
}
