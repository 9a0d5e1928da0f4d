//! `atlas`: the worlds of the web page on the command line.

mod picture;

use atlas_palette::{PALETTES, palette};
use atlas_terrain::{World, WorldSettings};
use clap::Parser;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

/// Draws a world into a PNG file, or prints its facts.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Which world
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// Kilometres from west to east
    #[arg(long, default_value_t = WorldSettings::default().width)]
    width: usize,
    /// Kilometres from north to south
    #[arg(long, default_value_t = WorldSettings::default().height)]
    height: usize,
    /// From 0, hardly any, to 1, hardly anything else
    #[arg(long, default_value_t = WorldSettings::default().sea)]
    sea: f32,
    /// From 0, hills, to 1, a mountain range
    #[arg(long, default_value_t = WorldSettings::default().mountains)]
    mountains: f32,
    /// How long rain has carved the ground, from 0 to 4
    #[arg(long, default_value_t = WorldSettings::default().rain)]
    rain: f32,
    /// How the picture is painted
    #[arg(long, default_value = "relief")]
    style: String,
    /// Where to write the picture
    #[arg(long)]
    out: Option<PathBuf>,
    /// Print the facts as JSON
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("atlas: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Does what was asked and returns what to print.
fn run(arguments: &Arguments) -> Result<String, Box<dyn Error>> {
    let style = palette(&arguments.style).ok_or_else(|| {
        let known: Vec<&str> = PALETTES.iter().map(|style| style.name).collect();
        format!("no style is called {:?}; there are {}", arguments.style, known.join(", "))
    })?;
    let world = World::generate(&settings(arguments))?;
    if let Some(path) = &arguments.out {
        picture::write(path, &world, style)?;
    }
    if arguments.json {
        return Ok(serde_json::to_string_pretty(&world.summary)?);
    }
    Ok(describe(&world))
}

fn settings(arguments: &Arguments) -> WorldSettings {
    let &Arguments { seed, width, height, sea, mountains, rain, .. } = arguments;
    WorldSettings { seed, width, height, sea, mountains, rain }
}

fn describe(world: &World) -> String {
    let summary = &world.summary;
    let mut lines = vec![format!("{} km² of land, {:.1} % of the map", summary.land_area, summary.land_share * 100.0)];
    if let Some(peak) = &summary.highest_peak {
        lines.push(format!("highest peak: {}, {} m", peak.name, peak.elevation));
    }
    if let Some(river) = &summary.longest_river {
        lines.push(format!("longest river: {}, {} km", river.name, river.length));
    }
    let towns: Vec<&str> = world.towns.iter().map(|town| town.name.as_str()).collect();
    lines.push(format!("towns: {}", towns.join(", ")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Arguments, run};
    use clap::{CommandFactory, Parser};

    fn printed(arguments: &[&str]) -> Result<String, String> {
        let small = ["atlas", "--width", "60", "--height", "40"];
        let arguments = Arguments::try_parse_from(small.iter().chain(arguments)).map_err(|error| error.to_string())?;
        run(&arguments).map_err(|error| error.to_string())
    }

    #[test]
    fn the_arguments_make_sense() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn facts_are_printed_for_people_and_as_json() {
        let text = printed(&["--seed", "3"]).expect("facts");
        assert!(text.contains("highest peak: "), "{text}");
        let json: serde_json::Value =
            serde_json::from_str(&printed(&["--seed", "3", "--json"]).expect("facts")).expect("JSON");
        assert!(json["landArea"].as_u64().is_some_and(|area| text.starts_with(&format!("{area} km²"))));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(printed(&["--sea", "3"]), Err("sea is 3, and must be from 0 to 1".into()));
        assert!(printed(&["--style", "cubist"]).is_err_and(|error| error.contains("relief, climate, parchment")));
    }
}
