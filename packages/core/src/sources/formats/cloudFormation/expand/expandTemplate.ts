import { closeComposite, openComposite, type Composite } from '../../../composite.js';
import type { Reading } from '../../../reading.js';
import { child, type MapTree } from '../../../tree.js';
import { decideConditions } from './conditions.js';
import { expandLoops } from './forEach.js';
import { includeFiles } from './include.js';

/** A template with what is written when it is deployed written out, as far as the template and its files tell. */
export interface ExpandedTemplate {
  readonly root: MapTree;
  readonly reading: Reading;
  readonly composite: Composite;
}

/** Fragments by `AWS::Include`, loops by `Fn::ForEach`, and conditions that cannot turn out otherwise. */
export function expandTemplate(root: MapTree, outer: Reading): ExpandedTemplate {
  const composite = openComposite(outer);
  const included = outer.text.includes('AWS::Include') ? includeFiles(root, composite) : root;
  const closed = closeComposite(composite);
  const reading = { ...closed, mappings: child(included, 'Mappings') };
  const looped = reading.text.includes('Fn::ForEach') ? expandLoops(included, reading) : included;
  const decided = child(looped, 'Conditions') === undefined ? looped : decideConditions(looped, reading);
  return { root: decided, reading: closed, composite };
}
