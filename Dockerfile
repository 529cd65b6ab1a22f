# Never built where it was written: there was no Docker engine. What can be read in it is checked by test/docker.test.ts.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.base.json ./
COPY packages packages
COPY plugins plugins
COPY gateway gateway
# npm wants to see every workspace that the lock file names.
COPY test/package.json test/package.json
# No scripts are run, and the embedded PostgreSQL stays away: it is optional, and the image is given a database.
RUN npm ci --ignore-scripts --omit=optional --no-audit --no-fund
RUN node node_modules/typescript/bin/tsc -b packages/cli plugins/medical-disputes plugins/night-market-disputes plugins/business-environment plugins/community-disputes
RUN npm prune --ignore-scripts --omit=dev --omit=optional --no-audit --no-fund \
  && rm -rf test node_modules/@maplebridge/test gateway/bin gateway/assets packages/testkit node_modules/@maplebridge/testkit \
  && find packages plugins gateway -depth -type d -name src -exec rm -rf {} +

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 MAPLEBRIDGE_HOME=/var/lib/maplebridge
WORKDIR /app
RUN install -d -o node -g node -m 700 /var/lib/maplebridge
COPY --from=build /app /app
COPY maplebridge.config.json ./
USER node
EXPOSE 4000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "gateway/dist/main.js"]
