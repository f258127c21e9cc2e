SwaggerUIBundle({
  url: new URL("../openapi.yaml", document.currentScript.src).href,
  dom_id: "#api",
  deepLinking: true,
  validatorUrl: null,
});
