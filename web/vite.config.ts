import { defineConfig, type Plugin } from "vite";

/** In development the pages live at the same paths at which the box serves them. */
const PAGES: [RegExp, string][] = [
  [/^\/t\//, "/guest.html"],
  [/^\/(kitchen|counter)(\/|$|\?)/, "/staff.html"],
  [/^\/(owner|setup)(\/|$|\?)/, "/owner.html"],
  [/^\/(office|welcome)(\/|$|\?)/, "/hub.html"],
];

function pages(): Plugin {
  return {
    name: "tiffin-pages",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const page = PAGES.find(([path]) => path.test(request.url ?? ""));
        if (page) request.url = page[1];
        next();
      });
    },
  };
}

const box = process.env.TIFFIN_BOX ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [pages()],
  server: {
    proxy: {
      "/api": { target: box, ws: true },
      "/menu": { target: box },
      "/r/": { target: box },
    },
  },
  build: {
    target: ["chrome95", "safari15", "firefox95"],
    // The box's content security policy allows no data: addresses and no inline script.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
