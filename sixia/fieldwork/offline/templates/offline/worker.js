// Runs beside the page, so that the app opens without a network. It keeps the files of one version and nothing of anybody.
const NAME = "sixia-field-{{ version }}", SHELL = "{{ shell|escapejs }}", FILES = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}], PATIENCE = 4000;

self.addEventListener("install", (event) => event.waitUntil((async () => {
  const kept = await caches.open(NAME);
  const fetched = await Promise.all([SHELL, ...FILES].map(async (url) => [url, await fetch(url, { cache: "reload", redirect: "error" })]));
  if (fetched.some(([, answer]) => !answer.ok)) throw new Error("incomplete");
  await Promise.all(fetched.map(([url, answer]) => kept.put(url, answer)));
  await self.skipWaiting();
})()));

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("sixia-field-") && name !== NAME) await caches.delete(name);
  await self.clients.claim();
})()));

// The page: fresh where the network answers soon, else as it was kept. A sign-in that is due does not stand in the way of what lies on the device.
async function shell(request) {
  const kept = await caches.match(SHELL, { cacheName: NAME });
  try {
    const answer = await fetch(request, kept ? { signal: AbortSignal.timeout(PATIENCE) } : {});
    if (!kept) return answer;
    if (!answer.ok) return kept;
    await (await caches.open(NAME)).put(SHELL, answer.clone());
    return answer;
  } catch (fault) {
    if (kept) return kept;
    throw fault;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") { if (url.pathname === SHELL) event.respondWith(shell(request)); return; }
  if (FILES.includes(url.pathname)) event.respondWith(caches.match(url.pathname, { cacheName: NAME }).then((kept) => kept ?? fetch(request)));
});
