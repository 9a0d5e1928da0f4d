export { type FindNixOptions, findNix, type NixProgram } from './find-nix'
