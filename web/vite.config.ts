// How the page is built: plain static files with relative URLs, everything inside one script.
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { embedCore } from './embed_core.ts';

/** The development server needs its own socket and inline styles; the built page keeps the policy. */
function withoutPolicyWhileDeveloping(): Plugin {
  return {
    name: 'without-policy-while-developing',
    apply: 'serve',
    transformIndexHtml: (html) =>
      html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [embedCore(), withoutPolicyWhileDeveloping()],
  worker: { format: 'es', plugins: () => [embedCore()] },
  build: {
    target: 'es2022',
    // The first versions that know light-dark() and @property, which the colors are made of.
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    outDir: 'dist',
    emptyOutDir: true,
    // The polyfill would fetch; browsers that run the page know module preloading.
    modulePreload: { polyfill: false },
    // The worker holds the core, so one large script is meant to be.
    chunkSizeWarningLimit: 2000,
  },
});
