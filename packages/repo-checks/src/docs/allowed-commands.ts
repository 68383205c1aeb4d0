/**
 * Command lines of pages that no check can run → why they may stand: what a test of ours does in their place, or why
 * none can. One that no page has any more is refused.
 */
export const allowedCommands: ReadonlyMap<string, string> = new Map<string, string>([
  [
    'pnpm ventanilla procedure diff icetex/pqrsd@1 icetex/pqrsd',
    'ends with 1, since the versions differ: services/ventanilla/test/procedure-diff.test.ts runs it',
  ],
])

/** Who makes a target that CI doesn't: a test that says so, or nobody, because … */
export type Maker = { readonly test: string; readonly says: string } | { readonly because: string }

export const otherTargets: ReadonlyMap<string, Maker> = new Map<string, Maker>([
  ['up', { test: 'packages/repo-checks/test/walkthroughs.e2e.test.ts', says: "'up'" }],
  ['compose-up', { because: 'needs a Docker engine; images.e2e.test.ts does without one what it starts' }],
  ['compose-down', { because: 'needs a Docker engine' }],
  ['format', { because: 'writes into the sources; make check fails on whatever it would change' }],
  ['clean', { because: 'removes what the tests run on' }],
])
