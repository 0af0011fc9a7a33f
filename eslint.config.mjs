import { readFileSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/** The one list of stages: this file and test/src/layers.test.ts both read it. */
const stages = JSON.parse(readFileSync(new URL('packages/core/stages.json', import.meta.url), 'utf8'));

const coreSources = 'packages/core/src/**/*.ts';
const tests = ['**/*.test.ts', 'packages/*/src/testkit/**/*.ts', 'test/src/**/*.ts', 'bench/src/**/*.ts'];

const intoPackages = {
  regex: '^(\\.\\./)+packages/|^(\\.\\./){2,}(core|collect|cli)/',
  message: 'Import another package by its name.',
};
const nodeModules = {
  regex: '^node:',
  message: 'Core runs in a web worker too: no Node modules.',
};
const noNodeGlobals = ['process', 'Buffer', 'global', '__dirname', '__filename', 'require', 'setImmediate'];
const noEffects = ['console', 'fetch', 'performance', 'setTimeout', 'setInterval', 'queueMicrotask'];

/** A stage imports only earlier stages; `never` names what even the order would allow. */
function layer(stage, index) {
  const later = stages.order.slice(index + 1);
  const forbidden = [...later, ...(stages.never[stage] ?? [])];
  const pattern = {
    regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
    message: `${stage}/ imports only earlier stages (packages/core/stages.json).`,
  };
  return {
    files: [`packages/core/src/${stage}/**/*.ts`],
    ignores: tests,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: forbidden.length > 0 ? [intoPackages, nodeModules, pattern] : [intoPackages, nodeModules],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'fixtures/*/', '!fixtures/tools/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      // Spreading a string into its code points is meant wherever it is done here.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // `${count}` is plain; what must not slip into a text is an object.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true } },
      ],
      'no-restricted-imports': ['error', { patterns: [intoPackages] }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    ignores: tests,
    rules: {
      'max-lines': ['error', 500],
      'max-lines-per-function': ['error', 100],
    },
  },
  {
    files: [coreSources],
    ignores: tests,
    rules: {
      'no-restricted-imports': ['error', { patterns: [intoPackages, nodeModules] }],
      'no-restricted-globals': ['error', ...noNodeGlobals, ...noEffects],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Core has no clock: options.now.' },
        { object: 'Math', property: 'random', message: 'Core is deterministic.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Core has no clock.' },
      ],
    },
  },
  ...stages.order.map(layer),
  {
    files: tests,
    rules: {
      // mocha's `this` needs function expressions, and a test may state the impossible to see it refused.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
