import { writeFileSync } from 'node:fs';
import { configSchema } from '@leastwise/core';

/** `npm run docs:schema`: the JSON Schema of leastwise.config.yaml, for editors. A test compares the two. */
writeFileSync(
  new URL('../../docs/config.schema.json', import.meta.url),
  `${JSON.stringify(configSchema, undefined, 2)}\n`,
);
