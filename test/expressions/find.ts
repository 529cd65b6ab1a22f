import { readFileSync } from 'node:fs';
import * as ts from 'typescript';
import { textOf } from './textOf';

/** A regular expression where it stands in the sources; `source` is null when it is put together while the program runs. */
export interface Expression {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly source: string | null;
  readonly flags: string;
}

/** Methods that make an expression of a text they are given as the pattern. */
const makers = new Set(['match', 'matchAll', 'search']);

/** Every expression of one file: literals, `RegExp(…)` with or without `new`, and texts that String.prototype takes as patterns. */
export function expressionsIn(file: string): readonly Expression[] {
  const program = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Expression[] = [];
  const look = (node: ts.Node): void => {
    const pattern = patternOf(node);
    if (pattern) found.push({ file, line: program.getLineAndCharacterOfPosition(node.getStart(program)).line + 1, ...pattern });
    ts.forEachChild(node, look);
  };
  look(program);
  return found;
}

type Pattern = Pick<Expression, 'source' | 'flags'>;

function patternOf(node: ts.Node): Pattern | null {
  if (ts.isRegularExpressionLiteral(node)) return literal(node.text);
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null;
  const [pattern, flags] = node.arguments ?? [];
  if (ts.isIdentifier(node.expression) && node.expression.text === 'RegExp') return made(pattern, flags);
  if (!ts.isPropertyAccessExpression(node.expression) || !makers.has(node.expression.name.text)) return null;
  return pattern !== undefined && ts.isStringLiteralLike(pattern) ? { source: pattern.text, flags: '' } : null;
}

function literal(text: string): Pattern {
  const end = text.lastIndexOf('/');
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

function made(pattern: ts.Expression | undefined, flags: ts.Expression | undefined): Pattern {
  const said = flags === undefined ? '' : textOf(flags);
  return { source: pattern === undefined || said === null ? null : textOf(pattern), flags: said ?? '' };
}
