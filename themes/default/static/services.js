// Begins the services that want more than an element; loaded only on sites that name one in [theme].
{
  const { google } = document.currentScript.dataset;
  if (google) {
    window.dataLayer = window.dataLayer || [];
    const tell = function () { window.dataLayer.push(arguments); };
    tell("js", new Date());
    tell("config", google);
  }
  const waline = document.getElementById("waline");
  if (waline) {
    import("https://unpkg.com/@waline/client@v3/dist/waline.js").then(({ init }) => {
      init({ el: waline, serverURL: waline.dataset.server, lang: waline.dataset.lang, dark: "auto" });
    });
  }
}
