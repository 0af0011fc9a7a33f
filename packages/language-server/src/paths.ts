/**
 * Uris as the client spells them, cut and joined as text: two clients encode the same path differently, and what is sent
 * back must be spelled like what came in.
 */

/** `file:///a/b.yaml` → `file:///a`; the top of a uri is its own folder. */
export function folderOf(uri: string): string {
  const start = uri.indexOf('://') + 3;
  const end = uri.lastIndexOf('/');
  return end < start ? uri : uri.slice(0, end);
}

/** The folder and those above it, nearest first, not more than 64. */
export function foldersUp(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; found.length < 64; at = folderOf(at)) {
    found.push(at);
    if (folderOf(at) === at || folderOf(at).endsWith('/')) break;
  }
  return found;
}

/** A path below a folder, as a uri: `.` and `..` resolved, each part encoded. An absolute path or a uri stands for itself. */
export function joinUri(folder: string, path: string): string {
  const own = path.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]+:/i.test(own)) return own;
  const [top, below] = cutTop(folder);
  const kept: string[] = own.startsWith('/') ? [] : below.split('/').filter((part) => part !== '');
  for (const part of own.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(encodeURIComponent(part));
  }
  return `${top}/${kept.join('/')}`;
}

/** `file:///a/b` → `file://` and `/a/b`. */
function cutTop(uri: string): [string, string] {
  const start = uri.indexOf('://') < 0 ? uri.indexOf(':') + 1 : uri.indexOf('://') + 3;
  const slash = uri.indexOf('/', start);
  return slash < 0 ? [uri, ''] : [uri.slice(0, slash), uri.slice(slash)];
}

/** The path below a folder, decoded, with `/`; the whole uri where it lies elsewhere. */
export function relativeTo(folder: string, uri: string): string {
  const [own, other] = [fileKey(folder), fileKey(uri)];
  return other.startsWith(`${own}/`) ? other.slice(own.length + 1) : uri;
}

/** Two spellings of one file have one key: escapes decoded. */
export function fileKey(uri: string): string {
  if (!uri.includes('%')) return uri;
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

export function baseName(uri: string): string {
  return fileKey(uri.slice(uri.lastIndexOf('/') + 1));
}
