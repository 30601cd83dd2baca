import { render } from "preact";
import "../look/look.css";
import { Empty } from "../look";

const page = document.getElementById("page");
if (page) render(<Empty title="Menu" />, page);
