import process from 'node:process';

/**
 * Reads every file of the corpora and prints a table: files, functions, statements, grants, problems by code.
 *   npm run corpora [-- DIR...]     without DIR: the folder in LEASTWISE_CORPORA
 */
const folders = process.argv.slice(2);
const corpora = process.env['LEASTWISE_CORPORA'];

if (folders.length === 0 && !corpora) console.log('skipped: LEASTWISE_CORPORA is not set');
else console.log('skipped: the readers of templates and logs have not landed');
