/**
 * The only door to files and the clock. Uris are as the editor writes them. A host for Node is in `node/`; one for a web
 * worker asks the client.
 */
export interface Host {
  /** The bytes of a file; undefined where it is absent, no file, unreadable or longer than `most` bytes. */
  read(uri: string, most: number): Promise<Uint8Array | undefined>;
  /** Names of the files of a folder, sorted; empty where there is none. */
  list(folder: string): Promise<readonly string[]>;
  /** Names of the folders of a folder, sorted, links not among them. */
  folders(folder: string): Promise<readonly string[]>;
  /** Changes when the file changes; undefined where there is none. Cheaper than reading. */
  stamp(uri: string): Promise<string | undefined>;
  /** Whether the file lies below the folder when every link on the way is followed. */
  isBelow(uri: string, folder: string): Promise<boolean>;
  /** Milliseconds since 1970. */
  now(): number;
}
