import { createRequire } from 'node:module';
import type ts from 'typescript';
import type { Contents } from './contents';
import { PluginMistakes } from './mistakes';

const isTypeScript = (path: string): boolean => path.endsWith('.ts') && !path.endsWith('.d.ts');

/**
 * The contents with every TypeScript source as JavaScript beside it. Types are not checked: the author's compiler does that.
 * A JavaScript file of the same name was built by the author and stays.
 */
export function compile(contents: Contents): Contents {
  const sources = [...contents].filter(([path]) => isTypeScript(path) && !contents.has(asScript(path)));
  if (sources.length === 0) return contents;
  const compiler = openCompiler();
  const compiled = sources.map(([path, source]) => ({ path, ...compiler(path, source.toString('utf8')) }));
  const mistakes = compiled.flatMap((one) => one.mistakes);
  if (mistakes.length > 0) throw new PluginMistakes(mistakes);
  return new Map([...contents, ...compiled.map(({ path, script }) => [asScript(path), Buffer.from(script)] as const)]);
}

const asScript = (path: string): string => path.replace(/\.ts$/, '.js');

type Compiler = (path: string, source: string) => { readonly script: string; readonly mistakes: readonly string[] };

/** Loaded only when there is something to compile: the compiler is the largest thing in this process. */
function openCompiler(): Compiler {
  const { transpileModule, ModuleKind, ScriptTarget } = createRequire(__filename)('typescript') as typeof ts; // the package it names
  const compilerOptions: ts.CompilerOptions = {
    module: ModuleKind.CommonJS,
    target: ScriptTarget.ES2022,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    useDefineForClassFields: false,
    esModuleInterop: true,
    inlineSourceMap: true,
  };
  return (path, source) => {
    const { outputText, diagnostics = [] } = transpileModule(source, { fileName: path, reportDiagnostics: true, compilerOptions });
    return { script: outputText, mistakes: diagnostics.map((one) => `${path}${lineOf(one)}: ${textOf(one.messageText)}`) };
  };
}

function lineOf({ file, start }: ts.Diagnostic): string {
  if (file === undefined || start === undefined) return '';
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `:${line + 1}:${character + 1}`;
}

const textOf = (message: string | ts.DiagnosticMessageChain): string => (typeof message === 'string' ? message : message.messageText);
