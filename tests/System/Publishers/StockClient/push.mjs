// node push.mjs <address of the WSDL> <autorisatiesleutel> [12]: pushes one result with everything taken from the WSDL.
import { createRequire } from "node:module";
const soap = createRequire(process.cwd() + "/")("soap");

const [wsdl, key, version] = process.argv.slice(2);
const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === "12" });
const aut = "http://www.edustandaard.nl/leerresultaten/2/autorisatie";
client.addSoapHeader({ autorisatie: { autorisatiesleutel: key, klantcode: "muiswerk", klantnaam: "Muiswerk" } }, "", "aut", aut);

const operations = Object.values(client.describe()).flatMap(service => Object.values(service).flatMap(port => Object.keys(port)));
if (!operations.includes("BrengLeerresultaten")) throw new Error("no BrengLeerresultaten in " + operations);

const verzoek = score => ({
  school: { schooljaar: "2026-2027", brincode: "11AA", dependancecode: "00", aanmaakdatum: "2026-11-20T06:15:00Z", xsdversie: "2.2" },
  toetsafnames: { toetsafname: [{ leerlingid: "lln-1", resultaten: { resultaat: [{ attributes: { key: "stock-" + (version ?? "11") }, afnamedatum: "2026-11-19", toetscode: "KLOK", score }] } }] },
  toetsen: { toets: [{ toetscode: "KLOK", toetsnaam: "Klok" }] },
});

const [answer] = await client.BrengLeerresultatenAsync(verzoek(4));
console.log("accepted", JSON.stringify(answer), client.lastResponseHeaders?.["delivery-id"] ?? "");
try {
  await client.BrengLeerresultatenAsync(verzoek(-1));
  console.log("not refused");
} catch (problem) {
  const fault = problem.root?.Envelope?.Body?.Fault;
  console.log("refused", fault?.faultcode ?? fault?.Code?.Subcode?.Value, JSON.stringify(fault?.detail ?? fault?.Detail));
}
