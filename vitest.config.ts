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
    // No test is about these times: a busy machine needs several times what an idle one does.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    projects: [
      { extends: true, test: { name: 'unit', include: tests, exclude: [...configDefaults.exclude, ...slow] } },
      { extends: true, test: { name: 'slow', include: slow } },
    ],
  },
});
