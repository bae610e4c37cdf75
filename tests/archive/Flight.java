/* Apache PDFBox Preflight, PDF/A-1b, over many files in one JVM: a line a
 * file, "FILE valid" or "FILE FAILED code: details". */
import java.io.File;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;

public class Flight {
	public static void main(String[] args) {
		int worst = 0;
		for (String file : args)
			worst = Math.max(worst, judge(file));
		System.exit(worst);
	}

	private static int judge(String file) {
		ValidationResult result;
		try {
			PreflightParser parser = new PreflightParser(new File(file));
			parser.parse();
			try (PreflightDocument document = parser.getPreflightDocument()) {
				document.validate();
				result = document.getResult();
			}
		} catch (SyntaxValidationException e) {
			result = e.getResult();
		} catch (Exception e) {
			System.out.println(file + " UNREADABLE " + e);
			return 2;
		}
		if (result.isValid()) {
			System.out.println(file + " valid");
			return 0;
		}
		Set<String> faults = new LinkedHashSet<>();
		for (ValidationResult.ValidationError e : result.getErrorsList())
			faults.add(e.getErrorCode() + ": " + e.getDetails());
		for (String fault : faults)
			System.out.println(file + " FAILED " + fault);
		return 1;
	}
}
