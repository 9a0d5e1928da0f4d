export { type BuildFailure, parseBuildFailure } from './build-failure'
export { failureAdvice, logAdvice } from './failure-advice'
export { KeptLog } from './kept-log'
export { ERROR_LEVEL, type NixLogEvent, parseNixLogLine } from './nix-log-event'
