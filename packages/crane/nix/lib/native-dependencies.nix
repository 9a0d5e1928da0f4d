# What crates need beside Cargo, by the names of the crates: `libraries` and `tools` by the names that nixpkgs has for
# them, and `env`, which gets a function from such a name to the package. `linuxOnly`: other systems have it, or have none.
# `buildsOnly`: nothing for a person's shell.
#
# Crates that compile what they need from sources of their own (ring, libsqlite3-sys with `bundled`, jemalloc) need a C
# compiler only, which is always there.
let
  linked = library: {
    libraries = [ library ];
    tools = [ "pkg-config" ];
  };
  onLinux = library: linked library // { linuxOnly = true; };
  withVariable =
    name: entry:
    entry
    // {
      env = _: { ${name} = "1"; };
    };
  protoc = {
    tools = [ "protobuf" ];
    env = package: { PROTOC = "${package "protobuf"}/bin/protoc"; };
  };
  x11 = {
    libraries = [
      "libx11"
      "libxcursor"
      "libxext"
      "libxi"
      "libxinerama"
      "libxrandr"
    ];
    tools = [ "pkg-config" ];
    linuxOnly = true;
  };
in
{
  # Tools
  bindgen.tools = [ "rustPlatform.bindgenHook" ];
  clang-sys.tools = [ "rustPlatform.bindgenHook" ];
  cmake.tools = [ "cmake" ];
  nasm-rs.tools = [ "nasm" ];
  pkg-config.tools = [ "pkg-config" ];
  system-deps.tools = [ "pkg-config" ];
  autotools.tools = [
    "autoconf"
    "automake"
    "libtool"
  ];
  aws-lc-sys.tools = [ "cmake" ];
  aws-lc-fips-sys.tools = [
    "cmake"
    "go"
    "perl"
    "rustPlatform.bindgenHook"
  ];
  boring-sys.tools = [
    "cmake"
    "rustPlatform.bindgenHook"
  ];
  gmp-mpfr-sys.tools = [ "gnum4" ];
  grpcio-sys.tools = [
    "cmake"
    "go"
    "perl"
    "rustPlatform.bindgenHook"
  ];
  librocksdb-sys.tools = [ "rustPlatform.bindgenHook" ];
  openssl-src.tools = [ "perl" ];
  rav1e.tools = [ "nasm" ];
  shaderc-sys.tools = [
    "cmake"
    "python3"
  ];
  prost-build = protoc;
  protobuf-codegen = protoc;
  protoc-rust = protoc;
  # Its macros ask a database where they are not told that they must not.
  sqlx-macros = {
    env = _: { SQLX_OFFLINE = "true"; };
    buildsOnly = true;
  };

  # Cryptography, compression, data
  openssl-sys = linked "openssl";
  libsodium-sys = withVariable "SODIUM_USE_PKG_CONFIG" (linked "libsodium");
  libsodium-sys-stable = withVariable "SODIUM_USE_PKG_CONFIG" (linked "libsodium");
  nettle-sys = linked "nettle";
  gpgme-sys = linked "gpgme";
  libgpg-error-sys = linked "libgpg-error";
  libgssapi-sys = linked "krb5";
  sasl2-sys = linked "cyrus_sasl";
  tss-esapi-sys = linked "tpm2-tss";
  bzip2-sys = linked "bzip2";
  libz-sys = linked "zlib";
  lzma-sys = linked "xz";
  liblzma-sys = linked "xz";
  zstd-sys = withVariable "ZSTD_SYS_USE_PKG_CONFIG" (linked "zstd");
  libarchive3-sys = linked "libarchive";
  libsqlite3-sys = linked "sqlite";
  sqlite3-sys = linked "sqlite";
  pq-sys = linked "libpq";
  mysqlclient-sys = linked "libmysqlclient";
  odbc-sys.libraries = [ "unixodbc" ];
  libduckdb-sys = linked "duckdb";
  rdkafka-sys = {
    libraries = [
      "rdkafka"
      "zlib"
    ];
    tools = [ "pkg-config" ];
  };
  zmq-sys = linked "zeromq";
  leveldb-sys = linked "leveldb";
  lmdb-sys = linked "lmdb";
  gdal-sys = linked "gdal";
  proj-sys = linked "proj";
  geos-sys = linked "geos";
  hdf5-sys = linked "hdf5";
  netcdf-sys = linked "netcdf";
  openblas-src = linked "openblas";
  onig_sys = withVariable "RUSTONIG_SYSTEM_LIBONIG" (linked "oniguruma");
  pcre2-sys = linked "pcre2";
  libxml = linked "libxml2";
  expat-sys = linked "expat";
  rust_icu_sys = linked "icu";
  tesseract-sys = linked "tesseract";
  leptonica-sys = linked "leptonica";
  z3-sys = linked "z3";
  libffi-sys = linked "libffi";
  mlua-sys = linked "lua5_4";
  pyo3-ffi.tools = [ "python3" ];

  # Network
  curl-sys = linked "curl";
  libgit2-sys = linked "libgit2";
  libssh2-sys = linked "libssh2";
  libssh-rs-sys = linked "libssh";
  libnghttp2-sys = linked "nghttp2";
  pcap = linked "libpcap";
  libdbus-sys = linked "dbus";

  # Devices and the system
  alsa-sys = onLinux "alsa-lib";
  libudev-sys = onLinux "udev";
  libsystemd-sys = onLinux "systemd";
  libseccomp-sys = onLinux "libseccomp";
  libcap-ng = onLinux "libcap_ng";
  libbpf-sys = onLinux "libbpf";
  fuse-sys = onLinux "fuse";
  fuser = onLinux "fuse3";
  v4l2-sys-mit = onLinux "libv4l";
  libpulse-sys = onLinux "libpulseaudio";
  libspa-sys = onLinux "pipewire";
  pipewire-sys = onLinux "pipewire";
  jack-sys = linked "libjack2";
  pcsc-sys = onLinux "pcsclite";
  hidapi = onLinux "udev";
  libusb1-sys = linked "libusb1";
  input-sys = onLinux "libinput";
  drm-sys = onLinux "libdrm";
  gbm-sys = onLinux "libgbm";
  evdev-sys = onLinux "libevdev";

  # Text, graphics, sound
  freetype-sys = linked "freetype";
  servo-fontconfig-sys = linked "fontconfig";
  yeslogic-fontconfig-sys = linked "fontconfig";
  harfbuzz-sys = linked "harfbuzz";
  wayland-sys = onLinux "wayland";
  xkbcommon = onLinux "libxkbcommon";
  xkbcommon-sys = onLinux "libxkbcommon";
  xcb = onLinux "libxcb";
  inherit x11;
  sdl2-sys = {
    libraries = [ "SDL2" ];
    tools = [
      "cmake"
      "pkg-config"
    ];
  };
  sdl3-sys = linked "sdl3";
  ffmpeg-sys-next = {
    libraries = [ "ffmpeg" ];
    tools = [
      "pkg-config"
      "rustPlatform.bindgenHook"
    ];
  };
  libvpx-sys = linked "libvpx";
  dav1d-sys = linked "dav1d";
  libwebp-sys2 = linked "libwebp";
  libheif-sys = linked "libheif";
  lcms2-sys = linked "lcms2";
  audiopus_sys = linked "libopus";
  fluidsynth-sys = linked "fluidsynth";
  portaudio-sys = linked "portaudio";
  openal-sys = linked "openal";
  cl-sys.libraries = [ "ocl-icd" ];
  opencl-sys.libraries = [ "ocl-icd" ];

  # GLib, GTK and what stands on them
  glib-sys = linked "glib";
  gobject-sys = linked "glib";
  gio-sys = linked "glib";
  atk-sys = linked "at-spi2-core";
  cairo-sys-rs = linked "cairo";
  pango-sys = linked "pango";
  pangocairo-sys = linked "pango";
  gdk-pixbuf-sys = linked "gdk-pixbuf";
  graphene-sys = linked "graphene";
  librsvg-sys = linked "librsvg";
  gdk-sys = linked "gtk3";
  gtk-sys = linked "gtk3";
  gdk4-sys = linked "gtk4";
  gsk4-sys = linked "gtk4";
  gtk4-sys = linked "gtk4";
  libadwaita-sys = linked "libadwaita";
  gtk-layer-shell-sys = onLinux "gtk-layer-shell";
  gtk4-layer-shell-sys = onLinux "gtk4-layer-shell";
  sourceview5-sys = linked "gtksourceview5";
  poppler-sys-rs = linked "poppler";
  soup3-sys = onLinux "libsoup_3";
  javascriptcore-rs-sys = onLinux "webkitgtk_4_1";
  webkit2gtk-sys = onLinux "webkitgtk_4_1";
  libappindicator-sys = onLinux "libayatana-appindicator";
  libsecret-sys = onLinux "libsecret";
  libnotify-sys = onLinux "libnotify";
  polkit-sys = onLinux "polkit";
  gstreamer-sys = linked "gst_all_1.gstreamer";
  gstreamer-base-sys = linked "gst_all_1.gstreamer";
  gstreamer-app-sys = linked "gst_all_1.gst-plugins-base";
  gstreamer-audio-sys = linked "gst_all_1.gst-plugins-base";
  gstreamer-pbutils-sys = linked "gst_all_1.gst-plugins-base";
  gstreamer-video-sys = linked "gst_all_1.gst-plugins-base";
}
