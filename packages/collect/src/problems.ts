import { compareText, type Problem } from '@leastwise/core';

/** A named input, or a part of it, could not be read. */
export function unreadable(uri: string, code: string, message: string): Problem {
  return { kind: 'unreadable', code, uri, line: 0, message };
}

/** Something else the person should know. */
export function note(uri: string, code: string, message: string): Problem {
  return { kind: 'input', code, uri, line: 0, message };
}

export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => compareText(a.uri, b.uri) || compareText(a.code, b.code) || compareText(a.message, b.message),
  );
}

const reasons: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['ENOENT', ['file-missing', 'there is no such file or folder']],
  ['EACCES', ['no-permission', 'no permission to read it']],
  ['EPERM', ['no-permission', 'no permission to read it']],
  ['ELOOP', ['link-loop', 'the symbolic link leads back to itself']],
  ['ENAMETOOLONG', ['file-missing', 'the path is too long']],
]);

/** What the file system refused, as a problem. */
export function fileProblem(uri: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [name, message] = reasons.get(code) ?? [
    'file-unreadable',
    `it could not be read (${code || String(error)})`,
  ];
  return unreadable(uri, name, message);
}
