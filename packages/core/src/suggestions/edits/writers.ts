import type { Format } from '../../sources/model.js';
import { writeHcl } from './hclWriter.js';
import { writeProgram } from './programWriter.js';
import { writeTemplate } from './templateWriter.js';
import type { Writer } from './types.js';

/** The writer of each format that has one. A format without is read and reported, and its text is left alone. */
export const writers: Readonly<Partial<Record<Format, Writer>>> = {
  'policy-json': writeTemplate,
  cloudformation: writeTemplate,
  cdk: writeProgram,
  terraform: writeHcl,
  serverless: writeTemplate,
};
