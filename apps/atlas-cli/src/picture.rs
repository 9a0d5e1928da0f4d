use atlas_palette::Palette;
use atlas_render::paint;
use atlas_terrain::World;
use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Writes the map of a world as a PNG file.
pub fn write(path: &Path, world: &World, palette: &Palette) -> Result<(), Box<dyn Error>> {
    let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (width, height) = (world.ground.width(), world.ground.height());
    let mut encoder = png::Encoder::new(BufWriter::new(file), u32::try_from(width)?, u32::try_from(height)?);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&paint(world, palette))?;
    writer.finish()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use atlas_palette::PALETTES;
    use atlas_terrain::{World, WorldSettings};
    use std::{env, fs, io::BufReader, process};

    #[test]
    fn the_file_holds_the_painted_pixels() {
        let world =
            World::generate(&WorldSettings { width: 40, height: 30, ..WorldSettings::default() }).expect("a world");
        let path = env::temp_dir().join(format!("atlas-picture-{}.png", process::id()));
        write(&path, &world, &PALETTES[0]).expect("a file");
        let mut reader =
            png::Decoder::new(BufReader::new(fs::File::open(&path).expect("the file"))).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        fs::remove_file(&path).expect("removed");
        assert_eq!(pixels, atlas_render::paint(&world, &PALETTES[0]));
    }
}
