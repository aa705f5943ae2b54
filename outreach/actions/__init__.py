"""What is done with schools, each as a verb: called by pages, programs and commands alike."""
