const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2024',
        keepClassNames: true,
      },
      module: { type: 'es6' },
    },
  ],
};

const tier = (displayName, testMatch, more = {}) => ({
  displayName,
  rootDir: import.meta.dirname,
  testMatch: testMatch.map((pattern) => `<rootDir>/${pattern}`),
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.demarc/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@demarc/(domain|contracts|store|runtime)$': '<rootDir>/libs/$1/src/index.ts',
    '^@demarc/(api|router|notifier|cli)$': '<rootDir>/services/$1/src/index.ts',
    '^@demarc/local/people$': '<rootDir>/deploy/local/src/people/sign-in-provider.ts',
    '^@demarc/local$': '<rootDir>/deploy/local/src/index.ts',
  },
  ...more,
});

const code = ['libs', 'services', 'deploy/local'];

/** Tiers: `spec` no I/O, `int` one real server, `story` everything real, `chaos` real processes that are killed. */
export default {
  testTimeout: 60_000,
  // What jest keeps of each file counts as memory of the services inside it, which turn requests away when it is much.
  workerIdleMemoryLimit: '1500MB',
  projects: [
    tier('spec', [...code.map((dir) => `${dir}/**/src/**/!(*.int).spec.ts`), 'test/property/*.spec.ts']),
    tier(
      'int',
      code.map((dir) => `${dir}/**/src/**/*.int.spec.ts`),
    ),
    tier('story', ['test/stories/*.story.spec.ts']),
    tier('chaos', ['test/chaos/*.chaos.spec.ts']),
  ],
};
