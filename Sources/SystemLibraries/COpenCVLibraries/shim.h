/* No C header here: only COpenCV, in C++, includes OpenCV. This target carries the flags of opencv-inspect.pc. */
