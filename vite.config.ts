import { defineConfig } from 'vite';

// Two builds: what the browser gets (`vite build`), and the server with its command line (`vite build --ssr`).
export default defineConfig(({ isSsrBuild }) => ({
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx', development: false } },
  build: isSsrBuild
    ? {
        ssr: true,
        outDir: 'build/server',
        target: 'node26',
        sourcemap: true,
        rollupOptions: { input: { cli: 'src/cli.server.ts' } },
      }
    : {
        outDir: 'build/client',
        manifest: 'manifest.json',
        assetsDir: 'assets',
        assetsInlineLimit: 0,
        rollupOptions: { input: ['src/ui/client.ts', 'src/lobby/client.ts', 'src/style.css'] },
      },
}));
