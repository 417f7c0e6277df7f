import fs from 'node:fs';
import path from 'node:path';
import { defineConfig, type Plugin, transformWithOxc } from 'vite';
import { chimeWav } from './src/lobby/board/chime.ts';

/**
 * What the wall gets: its script without types and its style as they are written, because they are written for browsers that the
 * rest is not built for; and its chime. A file of a package that the style names is the one that the build has anyway.
 */
function wall(): Plugin {
  const dir = 'src/lobby/board';
  return {
    name: 'wall',
    buildStart() {
      for (const file of ['board-client.ts', 'board.css', 'chime.ts'])
        this.addWatchFile(path.resolve(dir, file));
    },
    async generateBundle(_options, bundle) {
      const emit = (name: string, source: string | Uint8Array, originalFileName: string) =>
        this.emitFile({ type: 'asset', name, source, originalFileName: `${dir}/${originalFileName}` });
      const read = (file: string) => fs.readFileSync(path.join(dir, file), 'utf8');
      const { code } = await transformWithOxc(read('board-client.ts'), 'board-client.ts', {
        target: 'es2015',
        sourcemap: false,
      });
      emit('board-client.js', code, 'board-client.ts');
      const style = read('board.css').replaceAll(/url\("@([^"]+)"\)/g, (_, named) => {
        const built = Object.values(bundle).find(
          (file) => file.type === 'asset' && file.originalFileNames.some((name) => name.endsWith(named)),
        );
        if (built === undefined) throw new Error(`the board's style names ${named}, which is not built`);
        return `url("${path.basename(built.fileName)}")`;
      });
      emit('board.css', style, 'board.css');
      emit('chime.wav', chimeWav(), 'chime.ts');
    },
  };
}

// Two builds: what the browser gets (`vite build`), and the server with its command line (`vite build --ssr`).
export default defineConfig(({ isSsrBuild }) => ({
  publicDir: false,
  plugins: isSsrBuild ? [] : [wall()],
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
        rollupOptions: {
          input: [
            ...['src/ui/client.ts', 'src/lobby/client.ts', 'src/style.css'],
            // Only on the pages that go on when the line is down.
            ...['src/lobby/offline.ts', 'src/queue/offline-desk.ts', 'src/ui/offline-worker.ts'],
          ],
        },
      },
}));
