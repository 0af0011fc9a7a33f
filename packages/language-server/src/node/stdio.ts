import { serveStdio } from './index.js';

/** For clients that start the server by its file. */
await serveStdio();
