import { configDefaults, defineConfig } from 'vitest/config';

const tests = ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'bench/**/*.test.ts', 'chaos/**/*.test.ts'];

// They start processes, kill them, wait for timeouts or fill sockets. `pnpm test:unit` leaves them out.
const slow = [
  'apps/server/test/{closing,delivery,fairness,kill,process,reconnect-storm,rename-kill,typing,unread}.test.ts',
  'apps/server/test/{broken-log,descriptors,full-disk,lost-end,privacy-on-disk,sqlite-lock,start}.test.ts',
  'apps/server/test/{sqlite-kill,sqlite-store,store-equivalence}.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // The default of a second is too short on a busy machine; no test is about this time.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: tests, exclude: [...configDefaults.exclude, ...slow] } },
      { extends: true, test: { name: 'slow', include: slow } },
    ],
  },
});
