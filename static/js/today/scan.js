// [data-scan]: reads the sign's QR code in the page where the browser can; elsewhere the link leads to how the camera does it.
const link = () => document.querySelector("[data-scan]");
const dialog = document.querySelector("[data-scan-dialog]");
const video = dialog.querySelector("[data-scan-video]");
const EVERY_MS = 250;
let stream = null;
let timer = 0;

const canRead = async () => {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await window.BarcodeDetector.getSupportedFormats()).includes("qr_code");
};

const stop = () => {
  clearInterval(timer);
  stream?.getTracks().forEach((track) => track.stop());
  stream = null;
};

const addressOf = (text) => { try { return new URL(text); } catch { return null; } };

// Only a point's own address is followed, and only on this site.
const follow = (text) => {
  const address = addressOf(text);
  const code = address?.pathname.match(/^\/points\/([^/]+)\/$/)?.[1];
  const token = address?.searchParams.get("sign");
  if (code && token) window.location.assign(`/today/check-in/${encodeURIComponent(code)}/?sign=${encodeURIComponent(token)}`);
};

const read = async () => {
  stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  dialog.showModal();
  await video.play();
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  timer = setInterval(async () => {
    const [found] = await detector.detect(video).catch(() => []);
    if (found) follow(found.rawValue);
  }, EVERY_MS);
};

const explain = () => document.getElementById("scan").scrollIntoView({ block: "center" });

document.addEventListener("click", async (event) => {
  if (!event.target.closest("[data-scan]")) return;
  event.preventDefault();
  if (await canRead()) await read().catch(() => { stop(); explain(); });
  else explain();
});
dialog.addEventListener("close", () => { stop(); link()?.focus(); });
dialog.addEventListener("click", ({ target }) => { if (target === dialog || target.closest("[data-close]")) dialog.close(); });
