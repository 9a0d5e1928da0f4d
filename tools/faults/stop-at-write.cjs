// Preloaded into a program of Node (`--require`): counts its writes below some directories, over all of its processes, and at
// the N-th one ends the process as a power cut would, or has that write fail. Settings are in the environment, so that what
// the program starts has them too.
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')
const { dirname, join, resolve } = require('node:path')

const { FAULT_MODE: mode, FAULT_LOG: log, FAULT_ROOTS: roots, FAULT_SKIP: skip } = process.env
const at = Number(process.env.FAULT_AT)
const below = (roots ?? '').split(':')
const skipped = skip ? new RegExp(skip) : /^$/

const original = { ...fs }
const originalPromises = { ...fs.promises }
/** Paths of files that are open for writing. */
const open = new Map()
/** Some of these functions call each other. */
let depth = 0

/** A real path: also of what is reached through a descriptor of its directory. */
function placeOf(path) {
  if (typeof path === 'number') return open.get(path)
  if (path instanceof URL) return path.pathname
  const text = resolve(String(path))
  const [, descriptor, name] = /^\/proc\/(?:self|\d+)\/fd\/(\d+)\/?(.*)$/.exec(text) ?? []
  if (descriptor === undefined) return realPlace(text)
  try {
    return join(original.readlinkSync(`/proc/self/fd/${descriptor}`), name)
  } catch {
    return text
  }
}

function realPlace(path) {
  try {
    return join(original.realpathSync(dirname(path)), path.slice(dirname(path).length))
  } catch {
    return path
  }
}

/** Which write this is, and whether it is the one; undefined for one that does not count. */
function counted(operation, path) {
  const place = placeOf(path)
  if (place === undefined || !below.some((root) => place === root || place.startsWith(`${root}/`)))
    return undefined
  if (skipped.test(place)) return undefined
  const descriptor = original.openSync(log, 'a')
  original.writeSync(descriptor, `${operation} ${JSON.stringify(place)}\n`)
  original.closeSync(descriptor)
  const number = original.readFileSync(log, 'utf8').split('\n').length - 1
  // The system's own message has the path as it was given.
  return number === at ? { operation, place: typeof path === 'number' ? place : String(path) } : undefined
}

function end() {
  process.kill(process.pid, 'SIGKILL')
  // It is sent to this process: nothing after it is done.
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000)
}

function failure({ operation, place }) {
  const text = { ENOSPC: 'no space left on device', EACCES: 'permission denied', EIO: 'i/o error' }[mode]
  const errno = { ENOSPC: -28, EACCES: -13, EIO: -5 }[mode]
  return Object.assign(new Error(`${mode}: ${text}, ${operation} '${place}'`), {
    code: mode,
    errno,
    syscall: operation,
    path: place,
  })
}

function isWriting(flags) {
  if (typeof flags === 'number')
    return (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR | fs.constants.O_CREAT)) !== 0
  return /[wa+]/.test(flags ?? 'r')
}

/** Which of a function's arguments is written to; null when this call writes nothing. */
const WRITES = {
  writeFile: (path) => path,
  appendFile: (path) => path,
  write: (descriptor) => descriptor,
  writev: (descriptor) => descriptor,
  truncate: (path) => path,
  ftruncate: (descriptor) => descriptor,
  mkdir: (path) => path,
  mkdtemp: (path) => path,
  rename: (_, to) => to,
  rm: (path) => path,
  rmdir: (path) => path,
  unlink: (path) => path,
  symlink: (_, path) => path,
  link: (_, path) => path,
  copyFile: (_, to) => to,
  cp: (_, to) => to,
  utimes: (path) => path,
  lutimes: (path) => path,
  futimes: (descriptor) => descriptor,
  chmod: (path) => path,
  fchmod: (descriptor) => descriptor,
  open: (path, flags) => (isWriting(flags) ? path : null),
}

/** What is lost is often the end of a file. */
function halved(name, args) {
  if (!/^(writeFile|write|appendFile)/.test(name)) return args
  const [path, data, ...rest] = args
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  return [path, bytes.subarray(0, Math.floor(bytes.length / 2)), ...(/^write(Sync)?$/.test(name) ? [] : rest)]
}

/** Runs before the write; gives what is to be done in its place, or undefined. */
function faultAt(name, args) {
  if (depth > 0) return undefined
  const path = WRITES[name](...args)
  if (path === null || path === undefined) return undefined
  const hit = counted(name, path)
  if (hit === undefined) return undefined
  if (mode === 'before') end()
  return hit
}

for (const name of Object.keys(WRITES)) {
  const sync = original[`${name}Sync`]
  if (sync !== undefined) {
    fs[`${name}Sync`] = (...args) => {
      const hit = faultAt(name, args)
      if (hit !== undefined && mode.startsWith('E')) throw failure(hit)
      depth += 1
      try {
        const result = sync(...(hit !== undefined && mode === 'half' ? halved(name, args) : args))
        if (hit !== undefined) end()
        if (name === 'open' && isWriting(args[1])) open.set(result, placeOf(args[0]))
        return result
      } finally {
        depth -= 1
      }
    }
  }
  const callback = original[name]
  if (callback !== undefined) {
    fs[name] = (...args) => {
      const hit = faultAt(name, args)
      if (hit === undefined) return callback(...args)
      if (mode.startsWith('E')) return void process.nextTick(args.at(-1), failure(hit))
      sync(...args.slice(0, -1))
      end()
    }
  }
  const promised = originalPromises[name]
  if (promised !== undefined) {
    fs.promises[name] = async (...args) => {
      const hit = faultAt(name, args)
      if (hit === undefined) return await promised(...args)
      if (mode.startsWith('E')) throw failure(hit)
      await promised(...(mode === 'half' ? halved(name, args) : args))
      end()
    }
  }
}

const stream = original.createWriteStream
fs.createWriteStream = (path, ...rest) => {
  const hit = counted('createWriteStream', path)
  if (hit !== undefined) {
    if (mode.startsWith('E')) throw failure(hit)
    end()
  }
  return stream(path, ...rest)
}

syncBuiltinESMExports()
