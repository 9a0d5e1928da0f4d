export { apply, attrs, bool, type Expression, float, int, list, NULL, path, ref, str } from './expression'
export { printExpression } from './print-expression'
