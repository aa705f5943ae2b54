// The form of an outing.
import "./start/joint.js";
import "./start/find.js";
import "./start/stepper.js";
