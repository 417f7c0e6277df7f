import { createRequire } from 'node:module';

/** The part of @myriaddreamin/typst-ts-node-compiler 0.7.0 used here; the platform's package ships no types. */
interface TypstModule {
  readonly NodeCompiler: {
    create(options: { workspace: string; fontArgs: { fontPaths: readonly string[] }[] }): TypstCompiler;
  };
}

export interface TypstCompiler {
  compile(source: { mainFileContent: string; inputs: Record<string, string> }): {
    readonly result: TypstDocument | null;
    takeDiagnostics(): object | null;
  };
  /** `range`, the place in the source, is null in this version. */
  fetchDiagnostics(error: object): { readonly message: string }[];
  pdf(document: TypstDocument, options: { pdfStandard: string; creationTimestamp: number }): Uint8Array;
  /** Empties the cache, which is the whole process's, of what is older than `age` calls. */
  evictCache(age: number): void;
}

interface TypstDocument {
  readonly numOfPages: number;
}

/** The compiler of a platform is an optional dependency with the platform in its name. Throws when it is not there. */
export function loadTypst(platform: string = thisPlatform()): TypstModule {
  const name = `@myriaddreamin/typst-ts-node-compiler-${platform}`;
  try {
    return createRequire(import.meta.url)(name) as TypstModule;
  } catch (cause) {
    throw new Error(`${name} cannot be loaded: ${(cause as Error).message.split('\n')[0]}`, { cause });
  }
}

function thisPlatform(): string {
  return `${process.platform}-${process.arch}${process.platform === 'linux' ? '-gnu' : ''}`;
}
