# Builds the page, then keeps only what the server needs. Runs without privileges, and on a read-only root; data is in
# /data.
FROM docker.io/library/node:26-bookworm-slim AS workspace
RUN npm install --global pnpm@12.21.0
WORKDIR /hubbub
COPY pnpm-lock.yaml pnpm-workspace.yaml package.json ./
COPY packages/protocol/package.json packages/protocol/
COPY packages/client/package.json packages/client/
COPY apps/server/package.json apps/server/
COPY apps/web/package.json apps/web/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
COPY chaos/package.json chaos/

# The root's tools are not installed: the image brings Node, and the page has its own build tools.
FROM workspace AS page
RUN pnpm install --frozen-lockfile --filter @hubbub/web...
COPY tsconfig.base.json ./
COPY packages packages
COPY apps/web apps/web
RUN cd apps/web && node_modules/.bin/vite build

FROM workspace AS server
RUN pnpm install --frozen-lockfile --prod --filter @hubbub/server...
COPY packages/protocol packages/protocol
COPY apps/server apps/server
# Only the user who wrote the compiled modules can read them, so the build runs as the user who runs the server.
RUN mkdir apps/server/dist && chown node:node apps/server/dist
USER node
RUN node apps/server/build.ts

FROM docker.io/library/node:26-bookworm-slim
ENV NODE_ENV=production HUBBUB_DATA=/data
WORKDIR /hubbub
COPY --from=server /hubbub/node_modules node_modules
COPY --from=server /hubbub/packages/protocol packages/protocol
COPY --from=server /hubbub/apps/server apps/server
COPY --from=page /hubbub/apps/web/dist apps/web/dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3434
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HUBBUB_PORT || 3434}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/hubbub.js"]
