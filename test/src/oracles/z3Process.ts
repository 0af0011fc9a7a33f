import { createInterface } from 'node:readline';
import process from 'node:process';
import { init } from 'z3-solver';

/**
 * Z3 in a process of its own, because its memory only grows and a query may not come back: SMT-LIB scripts come in as
 * JSON strings, one a line, and each answer goes out as a line when it is there.
 */

/** What we use of the package, which types the emscripten module as `any`. */
type Z3 = Omit<Awaited<ReturnType<typeof init>>, 'em'> & {
  readonly em: { readonly PThread: { terminateAllThreads(): void } };
};

/** Steps of the solver for one pair: not time, so that every machine gets the same answers. */
const PATIENCE = 2_000_000;

const { Context, em } = (await init()) as Z3;
const solver = new (Context('main').Solver)();
solver.set('rlimit', PATIENCE);
for await (const line of createInterface({ input: process.stdin })) {
  solver.reset();
  solver.fromString(JSON.parse(line) as string);
  console.log(await solver.check());
}
em.PThread.terminateAllThreads();
