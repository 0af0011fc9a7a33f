// Preloaded by `npm run nightly`: every test's `fast-check` becomes the one beside this file.
import { register } from 'node:module';

register('./hooks.mjs', import.meta.url);
