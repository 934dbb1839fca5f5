import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Three pages of one site: each has its own entry, and what they share is split off by the bundler. */
export default defineConfig(({ command }) => {
  // What is built is what is deployed, whatever kind of process builds it: one for tests would leave in what helps to debug.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    root: page('.'),
    plugins: [preact()],
    build: {
      outDir: page('dist'),
      emptyOutDir: true,
      // Pictures go out as files: a policy that allows only the site itself needs no exception for them.
      assetsInlineLimit: 0,
      rollupOptions: {
        input: {
          bidder: page('index.html'),
          auctioneer: page('auctioneer.html'),
          seller: page('seller.html'),
        },
      },
    },
  };
});
