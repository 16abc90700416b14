// Puts YASGUI on the page: it asks this server's own endpoint, and nothing else.
(() => {
  "use strict";
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const prefixes = Object.entries(settings.prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`);
  // The completers that ask prefix.cc and Linked Open Vocabularies stay off.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasr.defaults.pluginOrder = ["table", "response", "boolean", "error"];
  Yasgui.Yasr.defaults.prefixes = settings.prefixes;
  window.kgQuery = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint: `${location.origin}/sparql`, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: "kg",
    yasqe: {
      value: `${prefixes.filter((line) => /PREFIX (kg|schema):/.test(line)).join("\n")}\n
SELECT ?date ?event ?organizer {
  ?thing schema:name ?event ; schema:startDate ?date
  OPTIONAL { ?thing schema:organizer/schema:name ?organizer }
}
ORDER BY DESC(STR(?date)) ?event
LIMIT 25`,
    },
  });
  document.querySelectorAll(".yasqe textarea").forEach((field) => field.setAttribute("aria-label", "SPARQL"));
})();
